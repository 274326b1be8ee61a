package org.ostler.api;

import java.util.Optional;

/// Which guests [Hypervisor#domainCapabilities] is asked about; what is left open is the host's
/// usual one.
///
/// @param emulator the program that runs them
/// @param arch e.g. `x86_64`
/// @param machine the machine type, or another name of it
/// @param domainType the value of a domain's `type`, e.g. `kvm`
public record DomainCapabilitiesRequest(
        Optional<String> emulator,
        Optional<String> arch,
        Optional<String> machine,
        Optional<String> domainType) {
    /// The guests that a host usually runs.
    public static final DomainCapabilitiesRequest USUAL =
            new DomainCapabilitiesRequest(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /// The same on a machine of that type.
    public DomainCapabilitiesRequest onMachine(String name) {
        return new DomainCapabilitiesRequest(emulator, arch, Optional.of(name), domainType);
    }
}
