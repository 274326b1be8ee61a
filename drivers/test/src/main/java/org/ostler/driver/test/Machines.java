package org.ostler.driver.test;

import org.jspecify.annotations.Nullable;
import org.ostler.api.Console;
import org.ostler.api.DomainCounters;
import org.ostler.api.DomainState;
import org.ostler.api.DomainStatus;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Lifecycle;
import org.ostler.api.StateReason;
import org.ostler.engine.spi.Guest;
import org.ostler.engine.spi.Guests;

import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// The guests that run, by number: the test driver's hypervisor.
///
/// Thread-safe. A guest's record is its number; a driver that begins anew on the records of one
/// that was killed goes on with the same guests.
final class Machines {
    private final Clock clock;
    private final Map<Integer, Machine> running = new ConcurrentHashMap<>();
    private final CompletableFuture<Guests> guests = new CompletableFuture<>();

    Machines(Clock clock) {
        this.clock = clock;
    }

    /// The engine's guests are those.
    void attach(Guests all) {
        guests.complete(all);
    }

    Guests guests() {
        return guests.join();
    }

    static String record(int id) {
        return "test " + id;
    }

    static int id(Guest guest) {
        return guest.status().id().orElseThrow();
    }

    int nextId() {
        return guests().nextId();
    }

    /// A guest begins to run, or goes on after the driver began anew.
    Machine launch(Guest guest, int id, boolean paused) {
        Machine machine = new Machine(id, guest.status().name(), clock);
        if (!paused) {
            machine.run();
        }
        running.put(id, machine);
        return machine;
    }

    /// The machine of a guest that runs.
    Machine of(Guest guest) {
        @Nullable Machine machine = running.get(guest.status().id().orElse(-1));
        if (machine == null) {
            throw Fault.of(
                    FaultCode.OPERATION_INVALID,
                    FaultDomain.TEST,
                    "Requested operation is not valid: domain is not running");
        }
        return machine;
    }

    Collection<Machine> running() {
        return running.values();
    }

    /// A guest stops for good.
    void end(Guest guest, StateReason reason, Lifecycle... steps) {
        OptionalInt id = guest.status().id();
        if (id.isPresent()) {
            @Nullable Machine machine = running.remove(id.getAsInt());
            guest.stopped(id, reason, steps);
            if (machine != null) {
                machine.end();
            }
        }
    }

    Console console(Guest guest, Console.Request request) {
        String device = request.device();
        if (!device.isEmpty() && !device.equals("console0") && !device.equals("serial0")) {
            throw Fault.of(
                    FaultCode.INTERNAL_ERROR,
                    FaultDomain.TEST,
                    "internal error: cannot find character device " + device);
        }
        return of(guest).open(request);
    }

    /// What is counted of a guest: each of its processors runs all the time.
    DomainCounters counters(Guest guest) {
        DomainStatus status = guest.status();
        @Nullable Machine machine = running.get(status.id().orElse(-1));
        if (machine == null) {
            return DomainCounters.UNKNOWN;
        }
        return new DomainCounters(
                OptionalLong.of(machine.ran().toNanos() * status.vcpus()),
                OptionalLong.of(status.memoryKib()),
                OptionalInt.of(status.vcpus()));
    }

    /// Goes on with the guests of a driver that was killed.
    void reattach() {
        for (Guest guest : guests().active()) {
            DomainStatus status = guest.status();
            Machine machine = launch(guest, id(guest), status.state() != DomainState.RUNNING);
            machine.boot();
            guest.moved(machine.id(), status.reason());
        }
        for (Guest guest : guests().unfinished()) {
            guest.stopped(
                    OptionalInt.empty(), StateReason.SHUTOFF_FAILED, Lifecycle.STOPPED_FAILED);
        }
    }

    /// Says of every guest what state it is in.
    void report() {
        for (Guest guest : guests().active()) {
            guest.moved(id(guest), guest.status().reason());
        }
    }
}
