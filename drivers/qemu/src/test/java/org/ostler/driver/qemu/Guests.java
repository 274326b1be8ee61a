package org.ostler.driver.qemu;

import org.ostler.engine.spi.Canonical;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;

import java.nio.file.Path;
import java.util.List;

/// Definitions for tests, and what becomes of them.
final class Guests {
    private Guests() {}

    /// A guest with these devices on a machine type.
    static DomainSpec with(String machine, String devices) {
        return DomainXml.parse(
                        "<domain"
                            + " type='qemu'><name>g</name><uuid>3f0534a0-9a68-4511-8e14-8539c714001f</uuid><memory"
                            + " unit='MiB'>32</memory><vcpu>1</vcpu><os><type machine='"
                                + machine
                                + "'>hvm</type></os><devices>"
                                + devices
                                + "</devices></domain>")
                .spec();
    }

    static Canonical canonical(DomainSpec written) {
        return QemuCanonical.of(written, Qemu72.TARGET);
    }

    static QemuArguments arguments(DomainSpec written) {
        return arguments(canonical(written), Qemu72.TARGET);
    }

    /// What a binary is given for a guest that was defined before.
    static QemuArguments arguments(Canonical defined, QemuTarget target) {
        return QemuCommandLine.of(
                QemuCommandLine.live(defined.spec()),
                target,
                new GuestPaths(Path.of("/run/g")),
                LateValues.OPEN,
                new Firmware(List.of()));
    }
}
