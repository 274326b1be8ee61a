package org.ostler.daemon.rpc;

import org.ostler.api.DomainState;
import org.ostler.api.DomainStatus;
import org.ostler.wire.protocol.RemoteProcedures;

/// Which domains a list is about: libvirt's virConnectListAllDomainsFlags. Its bits come in groups;
/// a group of which no bit is set lets everything through, otherwise one of its bits must hold.
record DomainFilter(int bits) {
    private static final int ACTIVE = 1;
    private static final int INACTIVE = 1 << 1;
    private static final int PERSISTENT = 1 << 2;
    private static final int TRANSIENT = 1 << 3;
    private static final int RUNNING = 1 << 4;
    private static final int PAUSED = 1 << 5;
    private static final int SHUTOFF = 1 << 6;
    private static final int OTHER = 1 << 7;
    private static final int MANAGED_SAVE = 1 << 8;
    private static final int NO_MANAGED_SAVE = 1 << 9;
    private static final int AUTOSTART = 1 << 10;
    private static final int NO_AUTOSTART = 1 << 11;
    private static final int HAS_SNAPSHOT = 1 << 12;
    private static final int NO_SNAPSHOT = 1 << 13;
    private static final int HAS_CHECKPOINT = 1 << 14;
    private static final int NO_CHECKPOINT = 1 << 15;
    private static final int KNOWN = (1 << 16) - 1;

    DomainFilter {
        FlagBits.requireNone(bits & ~KNOWN, RemoteProcedures.CONNECT_LIST_ALL_DOMAINS);
    }

    /// Whether the list has that domain.
    boolean takes(DomainStatus status) {
        return pair(ACTIVE, INACTIVE, status.active())
                && pair(PERSISTENT, TRANSIENT, status.persistent())
                && state(status.state())
                && pair(MANAGED_SAVE, NO_MANAGED_SAVE, status.managedSave())
                && pair(AUTOSTART, NO_AUTOSTART, status.autostart())
                && pair(HAS_SNAPSHOT, NO_SNAPSHOT, false)
                && pair(HAS_CHECKPOINT, NO_CHECKPOINT, false);
    }

    private boolean pair(int yes, int no, boolean truth) {
        return (bits & (yes | no)) == 0 || (bits & (truth ? yes : no)) != 0;
    }

    private boolean state(DomainState state) {
        int bit =
                switch (state) {
                    case RUNNING -> RUNNING;
                    case PAUSED -> PAUSED;
                    case SHUTOFF -> SHUTOFF;
                    case NOSTATE, BLOCKED, SHUTDOWN, CRASHED, PMSUSPENDED -> OTHER;
                };
        return (bits & (RUNNING | PAUSED | SHUTOFF | OTHER)) == 0 || (bits & bit) != 0;
    }
}
