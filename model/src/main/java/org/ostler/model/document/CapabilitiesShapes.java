package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Shape;

/// The parts of a capabilities document, in the order in which libvirt writes them.
final class CapabilitiesShapes {
    private static final Codec<Long> NUMBER = Codec.bigNumber(0, Long.MAX_VALUE);
    private static final Shape<Part> EMPTY = PartFields.of("feature").shape();
    private static final Shape<Part> PAGES =
            PartFields.of("pages")
                    .attribute("unit", Codec.WORD)
                    .neededAttribute("size", NUMBER)
                    .content(Codec.TEXT)
                    .shape();

    /// The host.
    static final Shape<Part> HOST =
            PartFields.of("host")
                    .text("uuid", Codec.UUID)
                    .parts("cpu", cpu())
                    .parts(
                            "power_management",
                            flags("suspend_mem", "suspend_disk", "suspend_hybrid"))
                    .parts(
                            "iommu",
                            PartFields.of("iommu").neededAttribute("support", Codec.YES_NO).shape())
                    .parts("migration_features", migration())
                    .text("netprefix", Codec.WORD)
                    .parts("topology", topology())
                    .parts("cache", cache())
                    .parts("memory_bandwidth", bandwidth())
                    .parts("secmodel", securityModel())
                    .shape();

    /// A kind of guest.
    static final Shape<Part> GUEST =
            PartFields.of("guest")
                    .neededText("os_type", Codec.WORD)
                    .neededPart("arch", arch())
                    .parts("features", guestFeatures())
                    .shape();

    private CapabilitiesShapes() {}

    private static Shape<Part> flags(String... names) {
        PartFields fields = PartFields.of("features");
        for (String name : names) {
            fields.parts(name, EMPTY);
        }
        return fields.shape();
    }

    private static Shape<Part> attributes(String element, String... names) {
        PartFields fields = PartFields.of(element);
        for (String name : names) {
            fields.attribute(name, Codec.WORD);
        }
        return fields.shape();
    }

    private static Shape<Part> cpu() {
        return PartFields.of("cpu")
                .text("arch", Codec.WORD)
                .text("model", Codec.TEXT)
                .text("vendor", Codec.TEXT)
                .parts("microcode", attributes("microcode", "version"))
                .parts("signature", attributes("signature", "family", "model", "stepping"))
                .parts("counter", attributes("counter", "name", "frequency", "scaling"))
                .parts("topology", attributes("topology", "sockets", "dies", "cores", "threads"))
                .parts("maxphysaddr", attributes("maxphysaddr", "mode", "bits"))
                .parts("feature", attributes("feature", "name"))
                .parts("features", flags("pae", "nonpae", "vmx", "svm", "lm"))
                .parts("pages", PAGES)
                .shape();
    }

    private static Shape<Part> migration() {
        return PartFields.of("migration_features")
                .parts("live", EMPTY)
                .parts("uri_transports", words("uri_transports", "uri_transport"))
                .shape();
    }

    private static Shape<Part> words(String element, String each) {
        return PartFields.of(element)
                .parts(each, PartFields.of(each).content(Codec.TEXT).shape())
                .shape();
    }

    private static Shape<Part> topology() {
        Shape<Part> cpu =
                attributes("cpu", "id", "socket_id", "die_id", "cluster_id", "core_id", "siblings");
        Shape<Part> cell =
                PartFields.of("cell")
                        .neededAttribute("id", NUMBER)
                        .parts(
                                "memory",
                                PartFields.of("memory")
                                        .attribute("unit", Codec.WORD)
                                        .content(Codec.TEXT)
                                        .shape())
                        .parts("pages", PAGES)
                        .parts(
                                "distances",
                                PartFields.of("distances")
                                        .parts("sibling", attributes("sibling", "id", "value"))
                                        .shape())
                        .parts("cache", cellCache())
                        .parts(
                                "cpus",
                                PartFields.of("cpus")
                                        .attribute("num", NUMBER)
                                        .parts("cpu", cpu)
                                        .shape())
                        .shape();
        return PartFields.of("topology")
                .parts(
                        "cells",
                        PartFields.of("cells").attribute("num", NUMBER).parts("cell", cell).shape())
                .parts("interconnects", interconnects())
                .shape();
    }

    private static Shape<Part> cellCache() {
        return PartFields.of("cache")
                .attribute("level", NUMBER)
                .attribute("associativity", Codec.WORD)
                .attribute("policy", Codec.WORD)
                .parts("size", attributes("size", "value", "unit"))
                .parts("line", attributes("line", "value", "unit"))
                .shape();
    }

    private static Shape<Part> interconnects() {
        return PartFields.of("interconnects")
                .parts(
                        "latency",
                        attributes("latency", "initiator", "target", "cache", "type", "value"))
                .parts(
                        "bandwidth",
                        attributes(
                                "bandwidth",
                                "initiator",
                                "target",
                                "cache",
                                "type",
                                "value",
                                "unit"))
                .shape();
    }

    private static Shape<Part> cache() {
        Shape<Part> bank =
                PartFields.of("bank")
                        .attribute("id", NUMBER)
                        .attribute("level", NUMBER)
                        .attribute("type", Codec.WORD)
                        .attribute("size", NUMBER)
                        .attribute("unit", Codec.WORD)
                        .attribute("cpus", Codec.WORD)
                        .parts(
                                "control",
                                attributes(
                                        "control",
                                        "granularity",
                                        "min",
                                        "unit",
                                        "type",
                                        "maxAllocs"))
                        .shape();
        return PartFields.of("cache")
                .parts("bank", bank)
                .parts("monitor", monitor("level", "reuseThreshold", "maxMonitors"))
                .shape();
    }

    private static Shape<Part> bandwidth() {
        Shape<Part> node =
                PartFields.of("node")
                        .attribute("id", NUMBER)
                        .attribute("cpus", Codec.WORD)
                        .parts("control", attributes("control", "granularity", "min", "maxAllocs"))
                        .shape();
        return PartFields.of("memory_bandwidth")
                .parts("node", node)
                .parts("monitor", monitor("maxMonitors"))
                .shape();
    }

    private static Shape<Part> monitor(String... names) {
        PartFields fields = PartFields.of("monitor");
        for (String name : names) {
            fields.attribute(name, Codec.WORD);
        }
        return fields.parts("feature", attributes("feature", "name")).shape();
    }

    private static Shape<Part> securityModel() {
        return PartFields.of("secmodel")
                .text("model", Codec.TEXT)
                // Empty where a model has none, and there all the same.
                .parts("doi", PartFields.of("doi").content(Codec.TEXT).shape())
                .parts(
                        "baselabel",
                        PartFields.of("baselabel")
                                .attribute("type", Codec.WORD)
                                .content(Codec.TEXT)
                                .shape())
                .shape();
    }

    private static PartFields emulated(PartFields fields, Shape<Part> machine) {
        return fields.text("emulator", Codec.TEXT)
                .text("loader", Codec.TEXT)
                .parts("machine", machine);
    }

    private static Shape<Part> arch() {
        Shape<Part> machine =
                PartFields.of("machine")
                        .attribute("canonical", Codec.WORD)
                        .attribute("maxCpus", NUMBER)
                        .attribute("deprecated", Codec.YES_NO)
                        .content(Codec.TEXT)
                        .shape();
        Shape<Part> domain =
                emulated(PartFields.of("domain").neededAttribute("type", Codec.WORD), machine)
                        .shape();
        PartFields arch =
                PartFields.of("arch").neededAttribute("name", Codec.WORD).text("wordsize", NUMBER);
        return emulated(arch, machine).parts("domain", domain).shape();
    }

    private static Shape<Part> guestFeatures() {
        Shape<Part> toggle = attributes("feature", "default", "toggle");
        PartFields fields = PartFields.of("features");
        for (String name :
                new String[] {
                    "pae",
                    "nonpae",
                    "ia64_be",
                    "acpi",
                    "apic",
                    "cpuselection",
                    "deviceboot",
                    "disksnapshot",
                    "hap",
                    "externalSnapshot"
                }) {
            fields.parts(name, toggle);
        }
        return fields.shape();
    }
}
