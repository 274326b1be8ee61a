package org.ostler.driver.qemu;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What one QEMU binary can do, as it said itself when it was probed. Immutable.
///
/// @param path the binary
/// @param version as the monitor's greeting tells it
/// @param packageVersion the distributor's text, may be empty
/// @param arch the target, in QEMU's spelling (`x86_64`, `i386`, `aarch64`)
/// @param machines machine types that it can be asked for, in QEMU's order
/// @param cpus CPU models, under the accelerator of the probe
/// @param devices names of the device types that `-device` or a board may create
/// @param commands names of QMP commands
/// @param options names of command-line options that have a grammar of their own
/// @param kvm whether the binary has KVM in it, and what came of it when it was probed
public record QemuBinary(
        Path path,
        Version version,
        String packageVersion,
        String arch,
        List<Machine> machines,
        List<Cpu> cpus,
        Set<String> devices,
        Set<String> commands,
        Set<String> options,
        Kvm kvm) {

    public QemuBinary {
        machines = List.copyOf(machines);
        cpus = List.copyOf(cpus);
        devices = Set.copyOf(devices);
        commands = Set.copyOf(commands);
        options = Set.copyOf(options);
    }

    /// A QEMU release.
    public record Version(int major, int minor, int micro) implements Comparable<Version> {
        @Override
        public int compareTo(Version other) {
            return Integer.compare(number(), other.number());
        }

        /// Whether this is that release or a later one.
        public boolean atLeast(int wantedMajor, int wantedMinor) {
            return compareTo(new Version(wantedMajor, wantedMinor, 0)) >= 0;
        }

        /// major × 1 000 000 + minor × 1000 + micro, the form that libvirt's API uses.
        public int number() {
            return major * 1_000_000 + minor * 1000 + micro;
        }

        @Override
        public String toString() {
            return major + "." + minor + "." + micro;
        }
    }

    /// A machine type.
    ///
    /// @param name the pinned name, e.g. `pc-i440fx-7.2`
    /// @param alias the name that moves with releases, e.g. `pc`
    /// @param isDefault whether QEMU takes it when none is named
    /// @param maxCpus how many vCPUs it takes at most
    /// @param deprecated whether QEMU announces its end
    /// @param hotplugsCpus whether vCPUs can be added while it runs
    /// @param defaultCpu the CPU model it has when none is named, if it has one
    /// @param ramId the id under which its main memory migrates
    public record Machine(
            String name,
            Optional<String> alias,
            boolean isDefault,
            int maxCpus,
            boolean deprecated,
            boolean hotplugsCpus,
            Optional<String> defaultCpu,
            Optional<String> ramId) {}

    /// A CPU model.
    ///
    /// @param name as in `-cpu`
    /// @param missing features that the host, under the accelerator of the probe, does not offer;
    ///   empty: usable here
    /// @param deprecated whether QEMU announces its end
    /// @param migrationSafe whether it is the same on every host
    /// @param aliasOf the versioned model that it stands for, if it does
    public record Cpu(
            String name,
            List<String> missing,
            boolean deprecated,
            boolean migrationSafe,
            Optional<String> aliasOf) {
        public Cpu {
            missing = List.copyOf(missing);
        }
    }

    /// KVM in this binary.
    ///
    /// @param present compiled in
    /// @param initialised could be switched on when probed; this is no proof that a guest runs
    ///   under it ([KvmProof])
    public record Kvm(boolean present, boolean initialised) {}

    /// The machine type of that name or alias.
    public Optional<Machine> machine(String nameOrAlias) {
        return machines.stream()
                .filter(
                        m ->
                                m.name.equals(nameOrAlias)
                                        || m.alias.filter(nameOrAlias::equals).isPresent())
                .findFirst();
    }

    /// The machine type that QEMU takes when none is named.
    public Optional<Machine> defaultMachine() {
        return machines.stream().filter(Machine::isDefault).findFirst();
    }

    /// Whether `-device name` exists.
    public boolean hasDevice(String name) {
        return devices.contains(name);
    }

    /// Whether a QMP command exists.
    public boolean hasCommand(String name) {
        return commands.contains(name);
    }
}
