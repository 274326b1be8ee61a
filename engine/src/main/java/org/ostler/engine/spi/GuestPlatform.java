package org.ostler.engine.spi;

import java.util.List;
import java.util.Optional;

/// One kind of guests that a driver runs, with what cannot be found out by planning one.
///
/// @param emulator the program that runs them; empty where a guest names none
/// @param domainType the value of a domain's `type`, e.g. `kvm`
/// @param osType the type of the operating system, e.g. `hvm`
/// @param arch e.g. `x86_64`
/// @param machine the machine type under its own name; empty where there are none
/// @param maxVcpus the most virtual processors; 0 where there is no limit
/// @param loaders files of firmware that a guest can name
/// @param cpus the processor models that a guest can name
public record GuestPlatform(
        Optional<String> emulator,
        String domainType,
        String osType,
        String arch,
        Optional<String> machine,
        int maxVcpus,
        List<String> loaders,
        List<Cpu> cpus) {
    public GuestPlatform {
        loaders = List.copyOf(loaders);
        cpus = List.copyOf(cpus);
    }

    /// A processor model.
    ///
    /// @param usable whether this host has all that it needs
    /// @param deprecated whether the hypervisor announces its end
    public record Cpu(String name, boolean usable, boolean deprecated) {}
}
