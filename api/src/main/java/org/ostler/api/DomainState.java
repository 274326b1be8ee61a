package org.ostler.api;

/// What a domain is doing, with libvirt's numbers (virDomainState).
public enum DomainState {
    NOSTATE(0),
    RUNNING(1),
    BLOCKED(2),
    PAUSED(3),
    SHUTDOWN(4),
    SHUTOFF(5),
    CRASHED(6),
    PMSUSPENDED(7);

    private static final DomainState[] BY_NUMBER = values();

    private final int number;

    DomainState(int number) {
        this.number = number;
    }

    /// The number that libvirt's clients know.
    public int number() {
        return number;
    }

    /// Whether a guest of this state occupies the host (it has an id, and resources).
    public boolean active() {
        return this != SHUTOFF;
    }

    /// The state with that number; [#NOSTATE] for one that this version does not know.
    public static DomainState of(int number) {
        return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : NOSTATE;
    }
}
