package org.ostler.engine.console;

import org.ostler.api.Console;
import org.ostler.api.ConsoleFlag;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;

import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Who types at which console: one at a time for each, unless another forces its way. Thread-safe.
///
/// A seat whose console was closed is free; it is swept when the next one sits down anywhere.
public final class ConsoleSeats {
    private final FaultDomain domain;
    private final Map<Place, OpenConsole> taken = new ConcurrentHashMap<>();

    /// A console of a guest.
    ///
    /// @param device the console's alias
    public record Place(UUID guest, String device) {}

    /// Opens the console once its seat is free.
    @FunctionalInterface
    public interface Opening {
        OpenConsole open() throws IOException;
    }

    /// @param domain whose faults these are
    public ConsoleSeats(FaultDomain domain) {
        this.domain = domain;
    }

    /// Takes the seat.
    ///
    /// @throws Fault when somebody sits there and the request does not force its way
    public synchronized Console sit(Place place, Console.Request request, Opening opening)
            throws IOException {
        for (Iterator<OpenConsole> all = taken.values().iterator(); all.hasNext(); ) {
            if (all.next().isClosed()) {
                all.remove();
            }
        }
        OpenConsole holder = taken.get(place);
        if (holder != null) {
            if (!request.flags().contains(ConsoleFlag.FORCE)) {
                throw Fault.of(
                        FaultCode.OPERATION_FAILED,
                        domain,
                        "operation failed: Active console session exists for this domain");
            }
            holder.close();
        }
        OpenConsole console = opening.open();
        taken.put(place, console);
        return console;
    }
}
