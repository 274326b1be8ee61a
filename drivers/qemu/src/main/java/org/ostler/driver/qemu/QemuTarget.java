package org.ostler.driver.qemu;

import java.util.Optional;

/// The QEMU that a guest is made for.
///
/// @param binary what it can do
/// @param kvmObjection why guests cannot run under KVM here; empty when one did ([KvmProof])
public record QemuTarget(QemuBinary binary, Optional<String> kvmObjection) {

    /// The oldest release that takes `-device` as JSON, which the command line relies on.
    static final QemuBinary.Version OLDEST = new QemuBinary.Version(6, 2, 0);

    /// Whether guests are of an x86 kind.
    boolean isX86() {
        return binary.arch().equals("x86_64") || binary.arch().equals("i386");
    }
}
