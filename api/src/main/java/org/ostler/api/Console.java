package org.ostler.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

/// An open console of a guest. One reader and one writer thread at a time; [#close] from any thread
/// ends both.
public interface Console extends AutoCloseable {
    /// Reads what the guest writes; waits for at least one byte.
    ///
    /// @return how many bytes were read, or -1 when the guest has ended, or another took this
    ///   console over
    int read(ByteBuffer into) throws IOException;

    /// Writes all of it to the guest.
    ///
    /// @throws IOException when the console has ended, or was only opened to watch
    void write(ByteBuffer from) throws IOException;

    /// Lets go of the console.
    @Override
    void close();

    /// What is opened.
    ///
    /// @param device the alias of a console, serial or parallel device; empty for the first console
    /// @param scrollbackBytes how much of what the guest wrote before is delivered first; at most 1
    ///   MiB
    record Request(String device, Set<ConsoleFlag> flags, int scrollbackBytes) {
        /// The most scrollback that can be asked for, in bytes.
        public static final int SCROLLBACK_BYTES_MAX = 1 << 20;

        public Request {
            flags = Set.copyOf(flags);
            if (scrollbackBytes < 0 || scrollbackBytes > SCROLLBACK_BYTES_MAX) {
                throw new IllegalArgumentException(
                        "scrollback of "
                                + scrollbackBytes
                                + " bytes; 0 to "
                                + SCROLLBACK_BYTES_MAX);
            }
        }
    }
}
