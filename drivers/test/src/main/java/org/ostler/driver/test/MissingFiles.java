package org.ostler.driver.test;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Layer;
import org.ostler.api.Origin;
import org.ostler.engine.spi.Guest;
import org.ostler.model.Disk;
import org.ostler.model.DiskSource;
import org.ostler.model.DomainSpec;

import java.util.ArrayList;
import java.util.List;

/// The files of the host that the test driver pretends to be: all exist but those below
/// [TestHypervisor#MISSING]. Pure.
final class MissingFiles {
    private static final int ENOENT = 2;

    private MissingFiles() {}

    /// Refuses to start a guest that needs a missing file.
    static void refuse(Guest guest) {
        for (String file : files(guest.canonical().spec())) {
            if (file.startsWith(TestHypervisor.MISSING)) {
                throw missing(guest.status().name(), file);
            }
        }
    }

    private static Fault missing(String domain, String file) {
        String words = "No such file or directory";
        return Fault.builder(
                        FaultCode.SYSTEM_ERROR,
                        FaultDomain.TEST,
                        "cannot start domain '"
                                + domain
                                + "': cannot open '"
                                + file
                                + "': "
                                + words)
                .origin(Origin.of(Layer.DRIVER, "start", domain, "", "cannot open " + file))
                .origin(Origin.of(Layer.OS, "open", file, "ENOENT", words))
                .errno(ENOENT)
                .build();
    }

    private static List<String> files(DomainSpec spec) {
        List<String> files = new ArrayList<>();
        spec.os().kernel().ifPresent(files::add);
        spec.os().initrd().ifPresent(files::add);
        for (Disk disk : spec.devices().disks()) {
            if (disk.source() instanceof DiskSource.File source) {
                source.file().ifPresent(files::add);
            }
        }
        return files;
    }
}
