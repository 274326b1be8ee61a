package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What guests of one kind can have on a host: what `<domainCapabilities>` describes.
///
/// @param path the emulator
/// @param domain the value of a domain's `type`
/// @param machine the machine type, under its own name
/// @param maxVcpus the most virtual processors
/// @param ioThreads whether disks can have threads of their own
/// @param cpu the processor's modes
/// @param devices the kinds of devices, in libvirt's order
/// @param features what else a guest can have, in libvirt's order
public record DomainCapabilities(
        Optional<String> path,
        String domain,
        Optional<String> machine,
        String arch,
        OptionalInt maxVcpus,
        Optional<Boolean> ioThreads,
        Optional<Os> os,
        List<CpuOffer> cpu,
        Optional<Offer> memoryBacking,
        List<Offer> devices,
        List<Offer> features,
        Kept kept) {
    private static final List<String> DEVICES =
            List.of(
                    "disk",
                    "graphics",
                    "video",
                    "hostdev",
                    "rng",
                    "filesystem",
                    "tpm",
                    "redirdev",
                    "channel",
                    "crypto",
                    "interface",
                    "panic",
                    "console");
    private static final List<String> FEATURES =
            List.of(
                    "gic",
                    "vmcoreinfo",
                    "genid",
                    "backingStoreInput",
                    "backup",
                    "async-teardown",
                    "s390-pv",
                    "ps2",
                    "tdx",
                    "sev",
                    "sgx",
                    "hyperv",
                    "launchSecurity");

    private static final Fields<DomainCapabilities> F = Fields.of("domainCapabilities");
    private static final Field<DomainCapabilities, Optional<String>> PATH =
            F.optionalText("path", Codec.TEXT, DomainCapabilities::path);
    private static final Field<DomainCapabilities, String> DOMAIN =
            F.text("domain", Codec.WORD, DomainCapabilities::domain);
    private static final Field<DomainCapabilities, Optional<String>> MACHINE =
            F.optionalText("machine", Codec.TEXT, DomainCapabilities::machine);
    private static final Field<DomainCapabilities, String> ARCH =
            F.text("arch", Codec.WORD, DomainCapabilities::arch);
    private static final Field<DomainCapabilities, OptionalInt> MAX_VCPUS =
            F.in("vcpu")
                    .optionalInt(
                            "max",
                            Codec.number(0, Integer.MAX_VALUE),
                            DomainCapabilities::maxVcpus);
    private static final Field<DomainCapabilities, Optional<Boolean>> IO_THREADS =
            F.in("iothreads").optional("supported", Codec.YES_NO, DomainCapabilities::ioThreads);
    private static final Field<DomainCapabilities, Optional<Os>> OS =
            F.maybe("os", Os.SHAPE, DomainCapabilities::os);
    private static final Field<DomainCapabilities, List<CpuOffer>> CPU =
            F.in("cpu").many("mode", CpuOffer.SHAPE, DomainCapabilities::cpu);
    private static final Field<DomainCapabilities, Optional<Offer>> MEMORY_BACKING =
            F.maybe(
                    "memoryBacking",
                    Offer.shape("memoryBacking"),
                    DomainCapabilities::memoryBacking);
    private static final Field<DomainCapabilities, List<Offer>> DEVICE_OFFERS =
            F.in("devices")
                    .mixed(
                            Offer.shapes(DEVICES.toArray(String[]::new)),
                            Offer::element,
                            DomainCapabilities::devices);
    private static final Field<DomainCapabilities, List<Offer>> FEATURE_OFFERS =
            F.in("features").mixed(featureShapes(), Offer::element, DomainCapabilities::features);
    static final Shape<DomainCapabilities> SHAPE =
            F.shape(
                    v ->
                            new DomainCapabilities(
                                    v.get(PATH),
                                    v.get(DOMAIN),
                                    v.get(MACHINE),
                                    v.get(ARCH),
                                    v.get(MAX_VCPUS),
                                    v.get(IO_THREADS),
                                    v.get(OS),
                                    v.get(CPU),
                                    v.get(MEMORY_BACKING),
                                    v.get(DEVICE_OFFERS),
                                    v.get(FEATURE_OFFERS),
                                    v.kept()),
                    DomainCapabilities::kept);

    public DomainCapabilities {
        cpu = List.copyOf(cpu);
        devices = inOrder(devices, DEVICES);
        features = inOrder(features, FEATURES);
    }

    private static Map<String, Shape<Offer>> featureShapes() {
        Map<String, Shape<Offer>> shapes = Offer.shapes(FEATURES.toArray(String[]::new));
        shapes.put(
                "sev",
                Offer.shape(
                        "sev", "cbitpos", "reducedPhysBits", "maxGuests", "maxESGuests", "cpu0Id"));
        shapes.put("sgx", Offer.shape("sgx", "flc", "sgx1", "sgx2", "section_size", "sections"));
        return shapes;
    }

    private static List<Offer> inOrder(List<Offer> offers, List<String> order) {
        return offers.stream()
                .sorted(Comparator.comparingInt(offer -> order.indexOf(offer.element())))
                .toList();
    }

    /// What is offered of that kind of device.
    public Optional<Offer> device(String element) {
        return devices.stream().filter(offer -> offer.element().equals(element)).findFirst();
    }

    /// What is offered of that feature.
    public Optional<Offer> feature(String element) {
        return features.stream().filter(offer -> offer.element().equals(element)).findFirst();
    }

    /// The mode of a guest's processor.
    public Optional<CpuOffer> cpuMode(String mode) {
        return cpu.stream().filter(offer -> offer.mode().equals(mode)).findFirst();
    }

    /// How guests boot.
    ///
    /// @param choices `firmware`: what can be asked for without naming files
    /// @param loader the firmware's files, and what can be said of one
    public record Os(
            boolean supported, List<Offer.Choice> choices, Optional<Offer> loader, Kept kept) {
        private static final Fields<Os> F = Fields.of("os");
        private static final Field<Os, Boolean> SUPPORTED =
                F.required("supported", Codec.YES_NO, Os::supported);
        private static final Field<Os, List<Offer.Choice>> CHOICES =
                F.many("enum", Offer.Choice.SHAPE, Os::choices);
        private static final Field<Os, Optional<Offer>> LOADER =
                F.maybe("loader", Offer.shape("loader"), Os::loader);
        static final Shape<Os> SHAPE =
                F.shape(
                        v -> new Os(v.get(SUPPORTED), v.get(CHOICES), v.get(LOADER), v.kept()),
                        Os::kept);

        public Os {
            choices = List.copyOf(choices);
        }
    }
}
