package org.ostler.engine.console;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Terminals that several have open through one reader each. Thread-safe; holds a terminal only
/// while somebody has it open.
public final class TerminalHubs {
    private final int keptBytes;
    private final Map<Path, TerminalHub> open = new HashMap<>();

    /// One's share of a terminal.
    ///
    /// @param feed what is printed; closing it leaves the terminal
    /// @param keyboard types there while the feed is open
    public record Share(ConsoleFeed feed, ConsoleKeyboard keyboard) {}

    /// @param keptBytes how much of what was printed is kept for each terminal while it is open,
    ///   for those who come later
    public TerminalHubs(int keptBytes) {
        this.keptBytes = keptBytes;
    }

    /// Joins those who have the terminal open, or opens it.
    ///
    /// @param scrollbackBytes how much of what was printed since it was opened is delivered first
    public synchronized Share join(Path terminal, int scrollbackBytes) throws IOException {
        TerminalHub hub = open.get(terminal);
        Optional<ConsoleFeed> feed = hub == null ? Optional.empty() : hub.feed(scrollbackBytes);
        if (hub == null || feed.isEmpty()) {
            open.values().removeIf(TerminalHub::hasEnded);
            hub = TerminalHub.open(terminal, keptBytes);
            open.put(terminal, hub);
            feed = hub.feed(scrollbackBytes);
        }
        TerminalHub joined = hub;
        return new Share(
                feed.orElseThrow(() -> new IOException("the terminal " + terminal + " is gone")),
                joined.keyboard());
    }
}
