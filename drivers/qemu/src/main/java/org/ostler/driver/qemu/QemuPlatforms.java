package org.ostler.driver.qemu;

import org.ostler.api.DomainCapabilitiesRequest;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.engine.spi.GuestPlatform;
import org.ostler.model.DomainType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Finds the QEMU and the machine type that a request for domain capabilities is about, and refuses
/// as libvirt's QEMU driver does (observed on libvirtd 9.0). Stateless.
final class QemuPlatforms {
    /// Architectures of QEMU's targets, as libvirt spells them.
    private static final List<String> ARCHES =
            List.of(
                    "aarch64",
                    "alpha",
                    "armv7l",
                    "cris",
                    "i686",
                    "loongarch64",
                    "m68k",
                    "microblaze",
                    "microblazeel",
                    "mips",
                    "mips64",
                    "mips64el",
                    "mipsel",
                    "or32",
                    "ppc",
                    "ppc64",
                    "ppc64le",
                    "riscv32",
                    "riscv64",
                    "s390x",
                    "sh4",
                    "sh4eb",
                    "sparc",
                    "sparc64",
                    "x86_64",
                    "xtensa",
                    "xtensaeb");

    private final QemuHost host;
    private final Firmware firmware;

    QemuPlatforms(QemuHost host) {
        this(host, Firmware.ofHost());
    }

    QemuPlatforms(QemuHost host, Firmware firmware) {
        this.host = host;
        this.firmware = firmware;
    }

    /// The guests that are asked about.
    ///
    /// @throws Fault where this host's QEMU has no such guests
    GuestPlatform of(DomainCapabilitiesRequest request) {
        request.domainType().ifPresent(QemuPlatforms::requireType);
        request.arch().ifPresent(QemuPlatforms::requireArch);
        QemuTarget target = target(request);
        QemuBinary binary = target.binary();
        String arch = arch(request, binary);
        QemuBinary.Machine machine = machine(request, binary);
        return new GuestPlatform(
                Optional.of(binary.path().toString()),
                type(request, target),
                "hvm",
                arch,
                Optional.of(machine.name()),
                machine.maxCpus(),
                loaders(arch, machine.name()),
                binary.cpus().stream()
                        .filter(cpu -> !cpu.name().equals("host"))
                        .map(
                                cpu ->
                                        new GuestPlatform.Cpu(
                                                cpu.name(),
                                                cpu.missing().isEmpty(),
                                                cpu.deprecated()))
                        .toList());
    }

    private static void requireType(String type) {
        if (Arrays.stream(DomainType.values()).noneMatch(known -> known.xml().equals(type))) {
            throw Refusals.invalid("unknown virttype: " + type);
        }
    }

    private static void requireArch(String arch) {
        if (!ARCHES.contains(arch)) {
            throw Refusals.invalid("unknown architecture: " + arch);
        }
    }

    private QemuTarget target(DomainCapabilitiesRequest request) {
        Path emulator =
                request.emulator().map(QemuPlatforms::path).orElseGet(() -> emulator(request));
        if (!Files.exists(emulator)) {
            throw missing(emulator.toString());
        }
        try {
            return host.target(emulator);
        } catch (QemuProbeException e) {
            throw QemuFaults.unusable(e);
        }
    }

    private static Path path(String emulator) {
        try {
            return Path.of(emulator);
        } catch (InvalidPathException nowhere) {
            throw missing(emulator);
        }
    }

    private static Fault missing(String emulator) {
        return Fault.builder(
                        FaultCode.SYSTEM_ERROR,
                        FaultDomain.QEMU,
                        "Cannot check QEMU binary " + emulator + ": No such file or directory")
                .errno(2)
                .build();
    }

    private Path emulator(DomainCapabilitiesRequest request) {
        String arch = request.arch().orElse("x86_64");
        return host.emulator(arch)
                .orElseThrow(
                        () ->
                                Refusals.unsupported(
                                        "unable to find any emulator to serve '"
                                                + arch
                                                + "' architecture"));
    }

    /// A 64-bit PC runs 32-bit guests, too.
    private static String arch(DomainCapabilitiesRequest request, QemuBinary binary) {
        String own = binary.arch().equals("i386") ? "i686" : binary.arch();
        String wanted = request.arch().orElse(own);
        if (!wanted.equals(own) && !(own.equals("x86_64") && wanted.equals("i686"))) {
            throw Refusals.invalid(
                    "architecture from emulator '"
                            + own
                            + "' doesn't match given architecture '"
                            + wanted
                            + "'");
        }
        return wanted;
    }

    private static QemuBinary.Machine machine(
            DomainCapabilitiesRequest request, QemuBinary binary) {
        return request.machine()
                .map(binary::machine)
                .orElseGet(() -> binary.defaultMachine().or(() -> first(binary)))
                .orElseThrow(
                        () ->
                                Refusals.invalid(
                                        "the machine '"
                                                + request.machine().orElse("")
                                                + "' is not supported by emulator '"
                                                + binary.path()
                                                + "'"));
    }

    private static Optional<QemuBinary.Machine> first(QemuBinary binary) {
        return binary.machines().stream().findFirst();
    }

    private static String type(DomainCapabilitiesRequest request, QemuTarget target) {
        boolean kvm = target.kvmObjection().isEmpty();
        String type = request.domainType().orElse(kvm ? "kvm" : "qemu");
        if (!type.equals("qemu") && !(kvm && type.equals("kvm"))) {
            throw Refusals.invalid(
                    "the accel '"
                            + type
                            + "' is not supported by '"
                            + target.binary().path()
                            + "' on this host");
        }
        return type;
    }

    private List<String> loaders(String arch, String machine) {
        try {
            return firmware.executables(arch, machine);
        } catch (IOException untold) {
            return List.of();
        }
    }
}
