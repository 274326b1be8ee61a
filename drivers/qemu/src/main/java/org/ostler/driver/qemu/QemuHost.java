package org.ostler.driver.qemu;

import org.ostler.model.DomainSpec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Which QEMU a guest of this host is made for, and whether KVM can be used: asked once per binary
/// and run of the daemon.
///
/// Thread-safe and lazy. Where the host cannot run KVM at all, no test guest is started.
public final class QemuHost {
    private final QemuBinaries binaries;
    private final KvmProof proof;
    private final List<Path> directories;
    private final Map<QemuBinary, Optional<String>> objections = new ConcurrentHashMap<>();

    /// Looks for emulators in the host's usual places.
    public QemuHost(QemuBinaries binaries, KvmProof proof) {
        this(
                binaries,
                proof,
                List.of(Path.of("/usr/bin"), Path.of("/usr/local/bin"), Path.of("/usr/libexec")));
    }

    QemuHost(QemuBinaries binaries, KvmProof proof, List<Path> directories) {
        this.binaries = binaries;
        this.proof = proof;
        this.directories = List.copyOf(directories);
    }

    /// The emulator for guests of an architecture (`x86_64`, `i686`), if one is installed.
    public Optional<Path> emulator(String arch) {
        List<String> names =
                switch (arch) {
                    case "i686" -> List.of("qemu-system-i386", "qemu-system-x86_64");
                    case "x86_64" -> List.of("qemu-system-x86_64", "qemu-kvm");
                    default -> List.of("qemu-system-" + arch);
                };
        return names.stream()
                .flatMap(name -> directories.stream().map(d -> d.resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// The QEMU that a definition is for: the one that it names, or the host's for its
    /// architecture.
    ///
    /// @throws QemuProbeException when there is none, or it does not tell what it can do
    /// @throws org.ostler.api.Fault when none is installed for the architecture
    public QemuTarget target(DomainSpec spec) throws QemuProbeException {
        Optional<String> named = spec.devices().emulator();
        if (named.isPresent()) {
            return target(Path.of(named.get()));
        }
        String arch = spec.os().arch().orElse("x86_64");
        return target(
                emulator(arch)
                        .orElseThrow(
                                () ->
                                        Refusals.invalid(
                                                "could not find capabilities for arch=" + arch)));
    }

    /// What guests under that binary can be.
    public QemuTarget target(Path emulator) throws QemuProbeException {
        QemuBinary binary = binaries.get(emulator);
        return new QemuTarget(binary, objections.computeIfAbsent(binary, proof::objection));
    }
}
