package org.ostler.driver.qemu;

import org.jspecify.annotations.Nullable;
import org.ostler.api.Console;
import org.ostler.api.ConsoleFlag;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.engine.spi.Guest;
import org.ostler.model.CharSource;
import org.ostler.model.DomainSpec;
import org.ostler.model.Serial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Opens guests' consoles: many watch, one types. Who types is kept here, by guest and device.
/// Thread-safe.
final class QemuConsoles {
    private final RunningGuests running;
    private final Map<Place, QemuConsole> writers = new ConcurrentHashMap<>();

    /// A console of a guest.
    private record Place(UUID guest, String device) {}

    /// A console device: its alias and its terminal.
    private record Device(String alias, Path terminal) {}

    QemuConsoles(RunningGuests running) {
        this.running = running;
    }

    Console open(Guest guest, Console.Request request) {
        RunningGuest now = running.require(guest);
        Device device = device(guest.canonical().spec(), request.device());
        Path log = now.record().paths().consoleLog(device.alias());
        Place place = new Place(guest.status().uuid(), device.alias());
        try {
            if (!Files.exists(log)) {
                Files.createFile(log);
            }
            if (request.flags().contains(ConsoleFlag.WATCH)) {
                return new QemuConsole(
                        ConsoleLogTail.open(log, request.scrollbackBytes()),
                        null,
                        now::hasEnded,
                        () -> {});
            }
            return openWriter(now, place, device, log, request);
        } catch (IOException e) {
            throw QemuFaults.system(
                    "cannot open console '" + device.alias() + "'",
                    "open",
                    device.terminal().toString(),
                    e);
        }
    }

    private synchronized Console openWriter(
            RunningGuest now, Place place, Device device, Path log, Console.Request request)
            throws IOException {
        @Nullable QemuConsole holder = writers.get(place);
        if (holder != null) {
            if (!request.flags().contains(ConsoleFlag.FORCE)) {
                throw Fault.of(
                        FaultCode.OPERATION_FAILED,
                        FaultDomain.QEMU,
                        "operation failed: Active console session exists for this domain");
            }
            holder.close();
        }
        ConsoleWriter writer = ConsoleWriter.open(device.terminal());
        QemuConsole[] self = new QemuConsole[1];
        QemuConsole console =
                new QemuConsole(
                        ConsoleLogTail.open(log, request.scrollbackBytes()),
                        writer,
                        now::hasEnded,
                        () -> writers.remove(place, self[0]));
        self[0] = console;
        writers.put(place, console);
        return console;
    }

    private static Device device(DomainSpec spec, String wanted) {
        Optional<Device> found = Optional.empty();
        for (Serial serial : spec.devices().serials()) {
            found = found.or(() -> device(serial.alias(), serial.source(), wanted));
        }
        for (org.ostler.model.Console console : spec.devices().consoles()) {
            found = found.or(() -> device(console.alias(), console.source(), wanted));
        }
        return found.orElseThrow(
                () ->
                        wanted.isEmpty()
                                ? Fault.of(
                                        FaultCode.INTERNAL_ERROR,
                                        FaultDomain.QEMU,
                                        "internal error: no console of this domain has a terminal"
                                                + " that can be opened")
                                : Fault.of(
                                        FaultCode.INVALID_ARG,
                                        FaultDomain.QEMU,
                                        "invalid argument: cannot find console device '"
                                                + wanted
                                                + "'"));
    }

    private static Optional<Device> device(
            Optional<String> alias, CharSource source, String wanted) {
        if (alias.isEmpty() || !(wanted.isEmpty() || wanted.equals(alias.get()))) {
            return Optional.empty();
        }
        return source instanceof CharSource.Pty pty
                ? pty.path().map(path -> new Device(alias.get(), Path.of(path)))
                : Optional.empty();
    }
}
