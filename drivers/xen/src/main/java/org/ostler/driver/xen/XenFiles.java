package org.ostler.driver.xen;

import org.ostler.model.Disk;
import org.ostler.model.DomainSpec;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Looks before a start whether the files of a guest are there, because libxl notices late and says
/// little. Stateless; device nodes are only looked up, never opened.
final class XenFiles {
    private XenFiles() {}

    /// Checks every file that the description names.
    ///
    /// @throws org.ostler.api.Fault naming the file that cannot be used, in the system's words
    static void require(DomainSpec spec) {
        if (spec.bootloader().filter(path -> !path.isEmpty()).isEmpty()) {
            // with a boot loader these are names inside the guest
            require("kernel", spec.os().kernel());
            require("initrd", spec.os().initrd());
        }
        require("firmware", spec.os().loader().flatMap(loader -> loader.path()));
        spec.bootloader()
                .filter(path -> path.startsWith("/"))
                .ifPresent(path -> require("boot loader", Optional.of(path)));
        if (XenGuestType.of(spec.os()).equals(Optional.of(XenGuestType.HVM))) {
            require("emulator", spec.devices().emulator());
        }
        for (Disk disk : spec.devices().disks()) {
            require("storage file", disk.source().hostPath());
        }
    }

    private static void require(String what, Optional<String> path) {
        if (path.isEmpty() || path.get().isEmpty()) {
            return;
        }
        Path file = Path.of(path.get());
        try {
            if (!Files.exists(file)) {
                throw new NoSuchFileException(path.get());
            }
            if (!Files.isReadable(file)) {
                throw new AccessDeniedException(path.get());
            }
        } catch (IOException e) {
            throw XenFaults.system(
                    "Cannot access " + what + " '" + path.get() + "'", "access", path.get(), e);
        }
    }
}
