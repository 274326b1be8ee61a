package org.ostler.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What libvirt refuses in a domain whatever its hypervisor, beyond what single values can tell;
/// found by trying libvirt's test driver.
final class DomainChecks {
    private DomainChecks() {}

    static void check(DomainSpec domain, Place place) {
        requireOs(domain, place);
        checkTitle(domain, place);
        checkMaxMemory(domain, place);
        checkBootOrder(domain, place);
        checkAliases(domain, place);
        if (place.element().child("devices").isPresent()) {
            DeviceChecks.check(domain, place.child("devices"));
        }
    }

    private static void requireOs(DomainSpec domain, Place place) {
        OsSpec os = domain.os();
        if (place.element().child("os").isEmpty() && domain.bootloader().isEmpty()) {
            throw place.fail("element 'os' is missing", "an element 'os' with an element 'type'");
        }
        if (os.type() == OsType.EXE && os.kept().elements("init").isEmpty()) {
            throw place.child("os")
                    .fail(
                            "element 'init' is missing",
                            "the program that a container of type 'exe' starts");
        }
        if (os.nvram().isPresent() && os.loader().isEmpty() && os.firmware().isEmpty()) {
            throw place.child("os")
                    .fail(
                            "element 'nvram' needs a firmware",
                            "an element 'loader' or the attribute 'firmware'");
        }
    }

    private static void checkTitle(DomainSpec domain, Place place) {
        if (domain.title().isPresent() && domain.title().get().indexOf('\n') >= 0) {
            throw place.child("title")
                    .fail("the domain's title contains a newline", "a single line");
        }
    }

    private static void checkMaxMemory(DomainSpec domain, Place place) {
        if (domain.maxMemory().isEmpty()) {
            return;
        }
        MaxMemory most = domain.maxMemory().get();
        if (most.kib() == 0 || most.slots().orElse(0) == 0) {
            throw place.child("maxMemory")
                    .fail(
                            "the maximum memory needs both an amount and slots",
                            "an amount and the attribute 'slots'");
        }
        if (most.kib() < domain.memory().kib()) {
            throw place.child("maxMemory")
                    .fail(
                            "the maximum memory "
                                    + most.kib()
                                    + " KiB is less than the memory "
                                    + domain.memory().kib()
                                    + " KiB",
                            "at least as much");
        }
    }

    /// Each place in the boot sequence is taken once, and the two ways to say what boots exclude
    /// each other.
    private static void checkBootOrder(DomainSpec domain, Place place) {
        Place devices = place.child("devices");
        Set<String> taken = new HashSet<>();
        for (String kind : List.of("disk", "interface", "hostdev", "redirdev")) {
            for (Place device : devices.children(kind)) {
                String order =
                        device.element()
                                .child("boot")
                                .flatMap(boot -> boot.attribute("order"))
                                .orElse("");
                if (order.isEmpty()) {
                    continue;
                }
                Place here = device.child("boot");
                if (!domain.os().boot().isEmpty()) {
                    throw here.fail(
                            SpecException.Kind.UNSUPPORTED,
                            "a boot order of devices does not go together with 'boot' in element"
                                    + " 'os'",
                            "one of the two");
                }
                if (!taken.add(order)) {
                    throw here.fail(
                            SpecException.Kind.UNSUPPORTED,
                            "boot order '" + order + "' is used for more than one device",
                            "an order of its own for each device");
                }
            }
        }
    }

    private static void checkAliases(DomainSpec domain, Place place) {
        Set<String> seen = new HashSet<>();
        for (Device device : domain.devices().all()) {
            String alias = device.alias().orElse("");
            if (alias.startsWith("ua-") && !seen.add(alias)) {
                throw place.child("devices")
                        .fail(
                                SpecException.Kind.UNSUPPORTED,
                                "alias '" + alias + "' is used for more than one device",
                                "an alias of its own for each device");
            }
        }
    }
}
