package org.ostler.daemon.rpc;

import org.jspecify.annotations.Nullable;
import org.ostler.api.Caller;
import org.ostler.api.Domain;
import org.ostler.api.Fault;
import org.ostler.api.FaultDomain;
import org.ostler.api.Hypervisor;
import org.ostler.daemon.driver.DriverSlot;
import org.ostler.wire.FaultMapping;
import org.ostler.wire.ServerConnection;
import org.ostler.wire.WireErrors;
import org.ostler.wire.protocol.WireDomain;

import java.util.Optional;

/// What one connection has done so far: which hypervisor it opened and with what rights, and what
/// it subscribed to.
///
/// `CONNECT_OPEN` and the end of the connection change it, under this object's monitor; everything
/// else reads. A driver that was started again is opened anew for the connection by the next call
/// that needs it.
final class Session {
    /// A driver as this connection sees it.
    ///
    /// @param base what the view was made from; another one than the slot's when the driver was
    ///   started again
    private record View(DriverSlot slot, String address, Hypervisor base, Hypervisor mine) {}

    private final FrontContext front;
    private final Caller caller;
    private final Optional<String> preferredDriver;
    private final DomainSubscriptions domainEvents = new DomainSubscriptions(this);
    private final LogSubscriptions logEvents = new LogSubscriptions(this);
    private volatile boolean readOnly;
    private volatile @Nullable ServerConnection connection;
    private volatile @Nullable View view;
    private volatile boolean ended;

    Session(FrontContext front, Caller caller, boolean readOnly, Optional<String> preferredDriver) {
        this.front = front;
        this.caller = caller;
        this.readOnly = readOnly;
        this.preferredDriver = preferredDriver;
    }

    /// Ties it to its connection, before that is started.
    void attach(ServerConnection to) {
        connection = to;
        var _ = to.whenEnded().thenRun(() -> front.tasks().execute(this::end));
    }

    FrontContext front() {
        return front;
    }

    ServerConnection connection() {
        ServerConnection attached = connection;
        if (attached == null) {
            throw new IllegalStateException("a session without connection");
        }
        return attached;
    }

    /// Whether only looking is allowed.
    boolean readOnly() {
        return readOnly;
    }

    /// How much of a fault this connection may see.
    FaultMapping.Disclosure disclosure() {
        return readOnly ? FaultMapping.Disclosure.BRIEF : FaultMapping.Disclosure.FULL;
    }

    DomainSubscriptions domainEvents() {
        return domainEvents;
    }

    LogSubscriptions logEvents() {
        return logEvents;
    }

    Optional<String> preferredDriver() {
        return preferredDriver;
    }

    boolean isOpen() {
        return view != null;
    }

    /// Whether reads of the opened hypervisor are answered from this process's memory; before
    /// opening, there is nothing to wait for.
    boolean answersAtOnce() {
        View now = view;
        return now == null || now.slot().answersAtOnce();
    }

    /// Whether the opened driver is in this process.
    boolean isLocal() {
        View now = view;
        return now == null || now.slot().isLocal();
    }

    boolean hasEnded() {
        return ended;
    }

    /// Opens a driver for this connection.
    ///
    /// @param address what the client asked for
    /// @param lookOnly whether the client itself asked for no more than looking
    synchronized void open(DriverSlot slot, Hypervisor base, String address, boolean lookOnly) {
        if (view != null) {
            throw new RpcFault(WireErrors.alreadyOpen());
        }
        readOnly |= lookOnly;
        view = new View(slot, address, base, base.as(caller));
        slot.warmUp(base);
    }

    /// The hypervisor on behalf of this connection. Never waits.
    ///
    /// @throws Fault where the driver is being started again
    Hypervisor hypervisor() {
        View now = view;
        if (now == null) {
            throw new RpcFault(WireErrors.notOpen());
        }
        Hypervisor base = now.slot().current();
        return isSame(base, now.base()) ? now.mine() : renewed(base);
    }

    @SuppressWarnings("ReferenceEquality") // each opening of a driver is an object of its own
    private static boolean isSame(Hypervisor one, Hypervisor other) {
        return one == other;
    }

    private synchronized Hypervisor renewed(Hypervisor base) {
        View now = view;
        if (now == null) {
            throw new RpcFault(WireErrors.notOpen());
        }
        if (!isSame(base, now.base())) {
            view = new View(now.slot(), now.address(), base, base.as(caller));
        }
        View fresh = view;
        return fresh == null ? base : fresh.mine();
    }

    /// The events of the opened driver.
    EventHub eventHub() {
        View now = view;
        if (now == null) {
            throw new RpcFault(WireErrors.notOpen());
        }
        return front.hubs().of(now.slot());
    }

    /// The address that was opened.
    String address() {
        View now = view;
        if (now == null) {
            throw new RpcFault(WireErrors.notOpen());
        }
        return now.address();
    }

    /// The domain that a client means: its identity counts, not its name.
    Domain domain(WireDomain meant) {
        Hypervisor hypervisor = hypervisor();
        return hypervisor
                .domain(meant.uuid())
                .orElseThrow(
                        () ->
                                Faults.noDomain(
                                        faultDomain(),
                                        "no domain with matching uuid '"
                                                + meant.uuid()
                                                + "' ("
                                                + meant.name()
                                                + ")"));
    }

    /// Which part of the stack faults of this driver are said to come from.
    FaultDomain faultDomain() {
        View now = view;
        return switch (now == null ? "" : now.slot().name()) {
            case "qemu" -> FaultDomain.QEMU;
            case "xen" -> FaultDomain.LIBXL;
            case "test" -> FaultDomain.TEST;
            default -> FaultDomain.DOMAIN;
        };
    }

    /// The connection is over: subscriptions end, and so do guests that were started to end with
    /// it.
    private void end() {
        View last;
        synchronized (this) {
            ended = true;
            last = view;
            view = null;
        }
        domainEvents.close();
        logEvents.close();
        if (last != null) {
            last.mine().close();
        }
    }
}
