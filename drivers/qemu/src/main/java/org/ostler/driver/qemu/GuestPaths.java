package org.ostler.driver.qemu;

import java.nio.file.Path;

/// Where the files of one running guest are.
///
/// @param directory the guest's own directory below the run directory; QEMU creates its sockets and
///   console logs there, so it must be writable for QEMU's user and for nobody else
public record GuestPaths(Path directory) {
    /// QEMU's monitor.
    public Path monitor() {
        return directory.resolve("monitor.sock");
    }

    /// What a serial port or console has printed, for those who come later.
    ///
    /// @param alias the device, e.g. `serial0`
    public Path consoleLog(String alias) {
        return directory.resolve(alias + ".log");
    }

    /// The host end of a channel for which the definition names none.
    ///
    /// @param name the channel's name; what is no plain character in it is replaced
    public Path channel(String name) {
        return directory.resolve(name.replaceAll("[^A-Za-z0-9_.-]", "_") + ".sock");
    }
}
