package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Refuses what one QEMU lacks.
final class AbilityRules {
    private static final Map<String, Ability> FEATURES =
            Map.of(
                    "htm", Ability.HTM,
                    "nested-hv", Ability.NESTED_HV,
                    "ccf-assist", Ability.CCF_ASSIST,
                    "cfpc", Ability.CFPC,
                    "sbbc", Ability.SBBC,
                    "ibs", Ability.IBS);

    private AbilityRules() {}

    static void check(Guest guest, Predicate<Ability> can) {
        FEATURES.forEach(
                (name, ability) -> guest.feature(name).ifPresent(f -> need(ability, f, can)));
        guest.feature("hpt")
                .flatMap(hpt -> Said.first(hpt, "maxpagesize"))
                .ifPresent(size -> need(Ability.HPT_PAGE_SIZE, size, can));
        for (String sleep : List.of("suspend-to-mem", "suspend-to-disk")) {
            Said.first(guest.domain(), "pm", sleep)
                    .ifPresent(state -> need(Ability.SLEEP_STATES, state, can));
        }
        boolean ofPages =
                Said.first(guest.domain(), "memoryBacking", "hugepages").isPresent()
                        && guest.cells() == 0;
        Said.first(guest.domain(), "memoryBacking", "access")
                .filter(access -> ofPages && Said.is(access, "mode", "shared"))
                .ifPresent(access -> need(Ability.MAIN_MEMORY_BACKEND, access, can));
        checkDevices(guest, can);
        for (Place device : guest.allDevices()) {
            Said.first(device, "address", "zpci").ifPresent(z -> need(Ability.ZPCI, z, can));
        }
    }

    private static void checkDevices(Guest guest, Predicate<Ability> can) {
        for (Place display : guest.devices("graphics")) {
            needIf(Said.is(display, "type", "spice"), Ability.SPICE, display, can);
        }
        for (Place device : guest.devices("hostdev")) {
            needIf(Said.is(device, "model", "vfio-ccw"), Ability.VFIO_CCW, device, can);
        }
        for (Place input : guest.devices("input")) {
            boolean apart = Said.attribute(input, "model").endsWith("transitional");
            needIf(apart, Ability.INPUT_HOST_TRANSITIONAL, input, can);
        }
        for (Place disk : guest.devices("disk")) {
            boolean named = !Said.attribute(disk, "tlsHostname", "source").isEmpty();
            needIf(named, Ability.NBD_TLS_HOSTNAME, disk.child("source"), can);
        }
        for (Place balloon : guest.devices("memballoon")) {
            boolean tells = Said.has(balloon, "freePageReporting");
            needIf(tells, Ability.FREE_PAGE_REPORTING, balloon, can);
        }
        for (Place controller : guest.devices("controller")) {
            boolean root = Said.is(controller, "model", "pci-root");
            boolean said = !Said.attribute(controller, "hotplug", "target").isEmpty();
            needIf(root && said, Ability.ROOT_BUS_HOTPLUG, controller.child("target"), can);
        }
    }

    private static void needIf(boolean said, Ability ability, Place place, Predicate<Ability> can) {
        if (said) {
            need(ability, place, can);
        }
    }

    private static void need(Ability ability, Place place, Predicate<Ability> can) {
        Said.require(
                can.test(ability),
                place,
                "this QEMU does not know " + ability.words(),
                "a QEMU that does");
    }
}
