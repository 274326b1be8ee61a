package org.ostler.driver.xen;

import org.ostler.xlcfg.Json;

import java.util.Optional;

/// Reads what a guest sees of its processor and its clock from `libxl_domain_build_info`.
final class FeatureReader {
    private final Json.Obj config;
    private final Json.Obj info;
    private final XenGuestType type;
    private final DomainElements xml;

    FeatureReader(Json.Obj config, XenGuestType type, DomainElements xml) {
        this.config = config;
        this.info = config.object("b_info");
        this.type = type;
        this.xml = xml;
    }

    void write() {
        features();
        if (info.flag("nested_hvm")) {
            xml.open("cpu", "mode", "host-passthrough");
            xml.close();
        }
        clock();
        Json.Obj hvm = info.object("type.hvm");
        if (hvm.get("acpi_s3").isPresent() || hvm.get("acpi_s4").isPresent()) {
            xml.open("pm");
            power("suspend-to-mem", hvm, "acpi_s3");
            power("suspend-to-disk", hvm, "acpi_s4");
            xml.close();
        }
    }

    /// libxl gives an HVM guest ACPI, an APIC and PAE unless the document says no.
    private void features() {
        Json.Obj hvm = info.object("type.hvm");
        boolean machine = type == XenGuestType.HVM;
        boolean acpi = type != XenGuestType.PV && flag("acpi", hvm, machine);
        boolean apic = machine && flag("apic", hvm, true);
        boolean pae = machine && word(hvm, "pae").orElse(true);
        Optional<Boolean> hap = word(config.object("c_info"), "hap");
        Optional<Boolean> e820 = word(info.object("type.pv"), "e820_host");
        if (!acpi && !apic && !pae && hap.isEmpty() && e820.isEmpty() && !hvm.flag("viridian")) {
            return;
        }
        xml.open("features");
        present(acpi, "acpi");
        present(apic, "apic");
        present(pae, "pae");
        hap.ifPresent(on -> xml.empty("hap", "state", on ? "on" : "off"));
        present(hvm.flag("viridian"), "viridian");
        e820.ifPresent(
                on -> {
                    xml.open("xen");
                    xml.empty("e820_host", "state", on ? "on" : "off");
                    xml.close();
                });
        xml.close();
    }

    private void clock() {
        long offset = info.integerOrZero("rtc_timeoffset");
        boolean local = info.flag("localtime");
        if (offset != 0) {
            xml.open(
                    "clock",
                    "offset",
                    "variable",
                    "adjustment",
                    Integer.toString((int) offset),
                    "basis",
                    local ? "localtime" : "utc");
        } else {
            xml.open("clock", "offset", local ? "localtime" : "utc");
        }
        info.string("tsc_mode")
                .ifPresent(
                        mode -> {
                            switch (mode) {
                                case "native" ->
                                        xml.empty("timer", "name", "tsc", "mode", "native");
                                case "always_emulate" ->
                                        xml.empty("timer", "name", "tsc", "mode", "emulate");
                                default -> {}
                            }
                        });
        word(info.object("type.hvm"), "hpet")
                .ifPresent(on -> xml.empty("timer", "name", "hpet", "present", on ? "yes" : "no"));
        xml.close();
    }

    private void power(String element, Json.Obj hvm, String key) {
        word(hvm, key).ifPresent(on -> xml.empty(element, "enabled", on ? "yes" : "no"));
    }

    private void present(boolean there, String element) {
        if (there) {
            xml.empty(element);
        }
    }

    /// A flag that was once the machine's and is the guest's now.
    private boolean flag(String key, Json.Obj hvm, boolean byDefault) {
        return word(info, key).or(() -> word(hvm, key)).orElse(byDefault);
    }

    private static Optional<Boolean> word(Json.Obj object, String key) {
        return object.get(key).isPresent() ? Optional.of(object.flag(key)) : Optional.empty();
    }
}
