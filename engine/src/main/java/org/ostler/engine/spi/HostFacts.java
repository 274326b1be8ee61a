package org.ostler.engine.spi;

import org.ostler.api.NodeInfo;
import org.ostler.api.Support;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a driver knows of its host: enough to answer for the node and to render libvirt's
/// capabilities document.
///
/// @param hypervisorVersion 1,000,000 × major + 1,000 × minor + release; 0 where there is none
/// @param maxVcpus the most virtual processors that a guest can have
/// @param cpuModel the host processor's model in libvirt's words, where one is known
/// @param guests what kinds of guests it runs
/// @param elements what it takes of a guest's description
/// @param detail what else the capabilities document tells of the host
public record HostFacts(
        NodeInfo node,
        long hypervisorVersion,
        int maxVcpus,
        Optional<String> cpuModel,
        List<GuestKind> guests,
        List<Support.OfElement> elements,
        HostDetail detail) {
    public HostFacts {
        guests = List.copyOf(guests);
        elements = List.copyOf(elements);
        Objects.requireNonNull(detail);
    }

    /// Facts of a host of which nothing more is told.
    public HostFacts(
            NodeInfo node,
            long hypervisorVersion,
            int maxVcpus,
            Optional<String> cpuModel,
            List<GuestKind> guests,
            List<Support.OfElement> elements) {
        this(node, hypervisorVersion, maxVcpus, cpuModel, guests, elements, HostDetail.NONE);
    }

    /// One kind of guest.
    ///
    /// @param osType `hvm`, `xen`, `xenpvh`, `linux`
    /// @param arch e.g. `x86_64`
    /// @param wordSize 32 or 64
    /// @param emulator the program that runs it; empty where there is none
    /// @param machines the machine types it can have, the default one first
    /// @param domainTypes the values of a domain's `type` that it can have, e.g. `qemu`, `kvm`,
    ///   `xen`
    /// @param features the names of its features in the capabilities document, e.g. `acpi`, `apic`,
    ///   `pae`
    public record GuestKind(
            String osType,
            String arch,
            int wordSize,
            String emulator,
            List<Machine> machines,
            List<String> domainTypes,
            List<String> features) {
        public GuestKind {
            machines = List.copyOf(machines);
            domainTypes = List.copyOf(domainTypes);
            features = List.copyOf(features);
        }
    }

    /// A machine type.
    ///
    /// @param canonical what it is an alias of; empty where it is itself
    /// @param maxCpus the most virtual processors; 0 where it sets no limit
    public record Machine(String name, String canonical, int maxCpus) {}
}
