package org.ostler.model;

import java.util.List;
import java.util.Optional;

/// What libvirt refuses in firmware, its tables and the interrupt controller whatever the
/// hypervisor; found by trying libvirt's test driver.
final class FirmwareChecks {
    private FirmwareChecks() {}

    static void check(OsSpec os, Place domain) {
        if (os.loader().isPresent()) {
            checkLoader(os.loader().get(), os, domain);
        }
        if (keepsVariables(os) && os.firmware().orElse("").equals("bios")) {
            throw domain.child("os")
                    .child("nvram")
                    .fail("a firmware of type 'bios' keeps no variables", "no element 'nvram'");
        }
        domain.element()
                .child("features")
                .flatMap(features -> features.child("gic"))
                .ifPresent(gic -> checkInterrupts(gic, domain.child("features").inside(gic)));
        if (domain.element().child("sysinfo").isPresent()) {
            for (Place info : domain.children("sysinfo")) {
                checkDate(info);
            }
        }
    }

    /// An element 'nvram' that says nothing is none.
    private static boolean keepsVariables(OsSpec os) {
        return os.nvram()
                .filter(
                        nvram ->
                                nvram.path().isPresent()
                                        || nvram.template().isPresent()
                                        || !nvram.kept().elements("source").isEmpty())
                .isPresent();
    }

    private static void checkLoader(Loader loader, OsSpec os, Place domain) {
        boolean flash = loader.type().orElse("").equals("pflash");
        boolean keeps = loader.stateless().isPresent() && !loader.stateless().get();
        if (keeps && !flash && os.firmware().isEmpty()) {
            throw at(domain)
                    .fail(
                            "only a loader of type 'pflash' keeps variables",
                            "type='pflash' or stateless='yes'");
        }
        if (loader.stateless().orElse(false) && keepsVariables(os)) {
            throw at(domain)
                    .fail("a stateless loader keeps no variables", "no element 'nvram' beside it");
        }
        if (loader.path().isEmpty() && os.firmware().isEmpty() && os.type() == OsType.HVM) {
            throw at(domain)
                    .fail(
                            "the loader has no path",
                            "a path, or the attribute 'firmware' of element 'os'");
        }
        if (!loader.secure().orElse(true) && os.firmware().isPresent()) {
            throw at(domain)
                    .fail(
                            "secure='no' does not go together with a firmware that the host"
                                    + " chooses",
                            "a feature 'secure-boot' in element 'firmware'");
        }
    }

    private static Place at(Place domain) {
        return domain.child("os").child("loader");
    }

    private static void checkInterrupts(XmlElement gic, Place place) {
        String version = gic.attribute("version").orElse("host");
        if (!List.of("2", "3", "host").contains(version)) {
            throw place.fail(
                    "attribute 'version' has the invalid value " + Reading.quote(version),
                    "one of '2', '3', 'host'");
        }
    }

    private static void checkDate(Place info) {
        if (info.element().child("bios").isEmpty()) {
            return;
        }
        Place bios = info.child("bios");
        for (Place entry : bios.children("entry")) {
            Optional<String> name = entry.element().attribute("name");
            String text = entry.element().text().strip();
            if (name.isPresent()
                    && name.get().equals("date")
                    && !text.isEmpty()
                    && !text.matches(
                            "(0?[1-9]|1[0-2])/(0?[1-9]|[12][0-9]|3[01])/[0-9]{2}([0-9]{2})?")) {
                throw entry.fail(
                        "the date of the BIOS " + Reading.quote(text) + " is no date",
                        "a date such as '12/31/2022'");
            }
        }
    }
}
