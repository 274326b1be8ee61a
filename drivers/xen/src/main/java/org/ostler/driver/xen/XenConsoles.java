package org.ostler.driver.xen;

import org.ostler.api.Console;
import org.ostler.api.ConsoleFlag;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Layer;
import org.ostler.api.Origin;
import org.ostler.engine.console.ConsoleLogTail;
import org.ostler.engine.console.ConsoleSeats;
import org.ostler.engine.console.DrainingKeyboard;
import org.ostler.engine.console.OpenConsole;
import org.ostler.engine.console.TerminalHubs;
import org.ostler.engine.spi.Guest;
import org.ostler.model.DomainSpec;
import org.ostler.posix.PosixException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;

/// Opens guests' consoles: many watch, one types. Thread-safe.
///
/// Watchers read xenconsoled's log of the console where it keeps one; then they take nothing from
/// whoever has the terminal open with other tools. Where it keeps none (and for an HVM guest's
/// serial ports, which are its device model's), one reader of the terminal serves all of them while
/// at least one has it open, and what was printed before is not to be had.
///
/// The terminal is asked of xenstore at each opening, never remembered: its number is used again
/// soon after the guest has ended.
final class XenConsoles {
    private final Nodes nodes;
    private final ConsoleLogs logs;
    private final ToLongFunction<Guest> logStart;
    private final ConsoleSeats seats = new ConsoleSeats(FaultDomain.LIBXL);
    private final TerminalHubs terminals = new TerminalHubs(Console.Request.SCROLLBACK_BYTES_MAX);

    /// Reads xenstore.
    @FunctionalInterface
    interface Nodes {
        /// The value at a path; empty when there is no such node. Bounded in time.
        Optional<String> read(String path) throws IOException;
    }

    /// @param logStart where a guest's own output begins in the log ([#logEnd] from before it was
    ///   made), or 0 where that is not known
    XenConsoles(Nodes nodes, ConsoleLogs logs, ToLongFunction<Guest> logStart) {
        this.nodes = nodes;
        this.logs = logs;
        this.logStart = logStart;
    }

    /// How long the log of that name is now; to be noted before a guest is made, for xenconsoled
    /// appends to what an earlier guest of that name has left.
    long logEnd(String name) {
        return logs.end(name);
    }

    /// The terminal of a running guest's first console, as its live description shows it; empty
    /// when it has none.
    Optional<String> tty(int domid, DomainSpec spec) throws IOException {
        return tty(domid, ConsoleDevice.find(spec, ""));
    }

    private Optional<String> tty(int domid, ConsoleDevice device) throws IOException {
        return nodes.read("/local/domain/" + domid + "/" + device.node())
                .filter(path -> path.startsWith("/dev/"));
    }

    Console open(Guest guest, Console.Request request) {
        int domid =
                guest.status()
                        .id()
                        .orElseThrow(
                                () ->
                                        Fault.of(
                                                FaultCode.OPERATION_INVALID,
                                                FaultDomain.LIBXL,
                                                "Requested operation is not valid: domain is not"
                                                        + " running"));
        ConsoleDevice device = ConsoleDevice.find(guest.canonical().spec(), request.device());
        try {
            return open(guest, domid, device, request);
        } catch (IOException e) {
            throw fault(guest, device, e);
        }
    }

    private Console open(Guest guest, int domid, ConsoleDevice device, Console.Request request)
            throws IOException {
        Path terminal =
                tty(domid, device)
                        .map(Path::of)
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                "xenstore names no terminal at /local/domain/"
                                                        + domid
                                                        + "/"
                                                        + device.node()));
        Optional<Path> log = device.isPrimary() ? logs.of(guest.status().name()) : Optional.empty();
        BooleanSupplier ended = () -> !guest.status().id().equals(OptionalInt.of(domid));
        if (request.flags().contains(ConsoleFlag.WATCH)) {
            return OpenConsole.watching(
                    log.isPresent()
                            ? tail(guest, log.get(), request)
                            : terminals.join(terminal, request.scrollbackBytes()).feed(),
                    ended);
        }
        return seats.sit(
                new ConsoleSeats.Place(guest.status().uuid(), device.alias()),
                request,
                () -> {
                    if (log.isPresent()) {
                        return OpenConsole.typing(
                                tail(guest, log.get(), request),
                                () -> DrainingKeyboard.open(terminal),
                                ended);
                    }
                    TerminalHubs.Share share = terminals.join(terminal, request.scrollbackBytes());
                    return OpenConsole.typing(share.feed(), share::keyboard, ended);
                });
    }

    private ConsoleLogTail tail(Guest guest, Path log, Console.Request request) throws IOException {
        return ConsoleLogTail.open(log, logStart.applyAsLong(guest), request.scrollbackBytes());
    }

    private static Fault fault(Guest guest, ConsoleDevice device, IOException e) {
        String sentence = "cannot open console '" + device.alias() + "'";
        String words = String.valueOf(e.getMessage());
        Fault.Builder fault =
                Fault.builder(FaultCode.SYSTEM_ERROR, FaultDomain.LIBXL, sentence + ": " + words)
                        .origin(
                                Origin.of(
                                        Layer.DRIVER,
                                        "open console",
                                        guest.status().name(),
                                        "",
                                        sentence));
        if (e instanceof PosixException posix) {
            fault.origin(
                            Origin.of(
                                    Layer.OS,
                                    posix.call(),
                                    device.node(),
                                    posix.errnoName(),
                                    posix.errnoText()))
                    .errno(posix.errno());
        } else {
            fault.origin(Origin.of(Layer.XENSTORE, "read", device.node(), "", words));
        }
        return fault.build();
    }
}
