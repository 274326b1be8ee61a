package org.ostler.xlcfg;

import org.ostler.model.XmlElement;

import java.util.List;
import java.util.Optional;

/// Features and clock as a domain's description has them, both ways.
final class FeatureXml {
    private static final List<String> VIRIDIAN_BASICS = List.of("relaxed", "vapic", "spinlocks");

    private FeatureXml() {}

    static Optional<Xml> toXml(XlConfig config) {
        Xml features = Xml.of("features");
        if (GuestKind.of(config) == GuestKind.HVM) {
            flag(features, "acpi", config.get(XlHvmOptions.ACPI).orElse(true));
            flag(features, "apic", config.get(XlHvmOptions.APIC).orElse(true));
            flag(features, "pae", config.get(XlHvmOptions.PAE).orElse(true));
            flag(
                    features,
                    "viridian",
                    config.get(XlHvmOptions.VIRIDIAN).filter(FeatureXml::isOn).isPresent());
            config.get(XlHvmOptions.HAP)
                    .filter(is -> !is)
                    .ifPresent(_ -> features.add(Xml.of("hap").with("state", "off")));
        }
        Xml xen = Xml.of("xen");
        config.get(XlOptions.E820_HOST)
                .filter(is -> is)
                .ifPresent(_ -> xen.add(Xml.of("e820_host").with("state", "on")));
        config.get(XlOptions.PASSTHROUGH).ifPresent(is -> passthrough(xen, is));
        if (!xen.isEmpty()) {
            features.add(xen);
        }
        return features.isEmpty() ? Optional.empty() : Optional.of(features);
    }

    private static void flag(Xml features, String name, boolean on) {
        if (on) {
            features.add(Xml.of(name));
        }
    }

    private static boolean isOn(List<String> viridian) {
        return !viridian.isEmpty() && !viridian.equals(List.of("0"));
    }

    private static void passthrough(Xml xen, String mode) {
        switch (mode) {
            case "disabled" -> xen.add(Xml.of("passthrough").with("state", "off"));
            case "sync_pt", "share_pt" ->
                    xen.add(Xml.of("passthrough").with("state", "on").with("mode", mode));
            case "enabled" -> xen.add(Xml.of("passthrough").with("state", "on"));
            default -> {}
        }
    }

    static Xml clock(XlConfig config) {
        boolean local = config.get(XlHvmOptions.LOCALTIME).orElse(false);
        Xml clock = Xml.of("clock");
        if (GuestKind.of(config) == GuestKind.HVM) {
            clock.with("offset", "variable")
                    .with("adjustment", config.get(XlHvmOptions.RTC_TIMEOFFSET).orElse(0L))
                    .with("basis", local ? "localtime" : "utc");
        } else {
            clock.with("offset", local ? "localtime" : "utc").with("adjustment", "reset");
        }
        clock.add(config.get(XlHvmOptions.TSC_MODE).flatMap(FeatureXml::tsc));
        return clock.add(
                config.get(XlHvmOptions.HPET)
                        .map(
                                is ->
                                        Xml.of("timer")
                                                .with("name", "hpet")
                                                .with("present", is ? "yes" : "no")));
    }

    private static Optional<Xml> tsc(String mode) {
        String word =
                switch (mode) {
                    case "native", "2" -> "native";
                    case "native_paravirt", "3" -> "paravirt";
                    case "always_emulate", "1" -> "emulate";
                    default -> "";
                };
        return word.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Xml.of("timer")
                                .with("name", "tsc")
                                .with("present", "yes")
                                .with("mode", word));
    }

    /// The options of features and clock, in the order in which libvirt writes them.
    static XlConfig toConfig(XmlElement domain, XlConfig config) {
        XmlElement features = domain.child("features").orElse(Xml.of("features").build());
        XlConfig all = config;
        if (GuestKind.of(domain) == GuestKind.HVM) {
            boolean hapOff =
                    Xml.childAttribute(features, "hap", "state").filter("off"::equals).isPresent();
            all =
                    all.with(XlHvmOptions.PAE, features.child("pae").isPresent())
                            .with(XlHvmOptions.ACPI, features.child("acpi").isPresent())
                            .with(XlHvmOptions.APIC, features.child("apic").isPresent())
                            .with(XlHvmOptions.HAP, hapOff ? Optional.of(false) : Optional.empty())
                            .with(XlHvmOptions.VIRIDIAN, List.of(viridian(features) ? "1" : "0"));
        }
        all = timers(domain, all);
        Optional<XmlElement> xen = features.child("xen");
        boolean e820 =
                xen.flatMap(is -> Xml.childAttribute(is, "e820_host", "state"))
                        .filter("on"::equals)
                        .isPresent();
        return all.with(XlOptions.E820_HOST, e820 ? Optional.of(true) : Optional.empty())
                .with(
                        XlOptions.PASSTHROUGH,
                        xen.flatMap(is -> is.child("passthrough")).map(FeatureXml::passthrough))
                .with(XlHvmOptions.NESTEDHVM, CpuXml.nested(domain));
    }

    private static boolean viridian(XmlElement features) {
        return features.child("viridian").isPresent()
                || features.child("hyperv")
                        .filter(
                                is ->
                                        VIRIDIAN_BASICS.stream()
                                                .anyMatch(name -> is.child(name).isPresent()))
                        .isPresent();
    }

    private static String passthrough(XmlElement element) {
        return Xml.is(element, "state", "off")
                ? "disabled"
                : element.attribute("mode").orElse("enabled");
    }

    private static XlConfig timers(XmlElement domain, XlConfig config) {
        XlConfig all = config;
        for (XmlElement timer :
                domain.child("clock").map(is -> is.children("timer")).orElse(List.of())) {
            if (Xml.is(timer, "name", "hpet")) {
                all = all.with(XlHvmOptions.HPET, !Xml.is(timer, "present", "no"));
            } else if (Xml.is(timer, "name", "tsc")) {
                all =
                        all.with(
                                XlHvmOptions.TSC_MODE,
                                tscMode(timer.attribute("mode").orElse("auto")));
            }
        }
        return all;
    }

    private static String tscMode(String mode) {
        return switch (mode) {
            case "native" -> "native";
            case "paravirt" -> "native_paravirt";
            case "emulate" -> "always_emulate";
            default -> "default";
        };
    }

    /// `rtc_timeoffset` and `localtime`.
    static XlConfig clock(XmlElement domain, XlConfig config) {
        XmlElement clock = domain.child("clock").orElse(Xml.of("clock").build());
        boolean variable = Xml.is(clock, "offset", "variable");
        boolean local =
                variable
                        ? Xml.is(clock, "basis", "localtime")
                        : Xml.is(clock, "offset", "localtime");
        Optional<Long> offset =
                GuestKind.of(domain) == GuestKind.HVM
                        ? Optional.of(Xml.number(clock, "adjustment").orElse(0L))
                        : Optional.empty();
        return config.with(XlHvmOptions.RTC_TIMEOFFSET, offset).with(XlHvmOptions.LOCALTIME, local);
    }
}
