package org.ostler.driver.qemu;

import org.ostler.api.Console;
import org.ostler.api.ConsoleFlag;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.engine.console.ConsoleLogTail;
import org.ostler.engine.console.ConsoleSeats;
import org.ostler.engine.console.DrainingKeyboard;
import org.ostler.engine.console.OpenConsole;
import org.ostler.engine.spi.Guest;
import org.ostler.model.CharSource;
import org.ostler.model.DomainSpec;
import org.ostler.model.Serial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Opens guests' consoles: many watch QEMU's log of what they print, one types. Thread-safe.
final class QemuConsoles {
    private final RunningGuests running;
    private final ConsoleSeats seats = new ConsoleSeats(FaultDomain.QEMU);

    /// A console device: its alias and its terminal.
    private record Device(String alias, Path terminal) {}

    QemuConsoles(RunningGuests running) {
        this.running = running;
    }

    Console open(Guest guest, Console.Request request) {
        RunningGuest now = running.require(guest);
        Device device = device(guest.canonical().spec(), request.device());
        Path log = now.record().paths().consoleLog(device.alias());
        try {
            if (!Files.exists(log)) {
                Files.createFile(log);
            }
            if (request.flags().contains(ConsoleFlag.WATCH)) {
                return OpenConsole.watching(
                        ConsoleLogTail.open(log, request.scrollbackBytes()), now::hasEnded);
            }
            return seats.sit(
                    new ConsoleSeats.Place(guest.status().uuid(), device.alias()),
                    request,
                    () ->
                            OpenConsole.typing(
                                    ConsoleLogTail.open(log, request.scrollbackBytes()),
                                    () -> DrainingKeyboard.open(device.terminal()),
                                    now::hasEnded));
        } catch (IOException e) {
            throw QemuFaults.system(
                    "cannot open console '" + device.alias() + "'",
                    "open",
                    device.terminal().toString(),
                    e);
        }
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
