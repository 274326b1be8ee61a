package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.List;
import java.util.Optional;

/// Virtual CPUs that are listed one by one, and cannot be so.
final class VcpuRules {
    private VcpuRules() {}

    static void check(Guest guest) {
        Optional<Place> list = Said.first(guest.domain(), "vcpus");
        if (list.isEmpty()) {
            return;
        }
        long count = Said.number(Said.text(guest.domain(), "vcpu"));
        List<Place> all = list.get().children("vcpu");
        long ordered = all.stream().filter(v -> Said.has(v, "order")).count();
        long online = all.stream().filter(v -> Said.is(v, "enabled", "yes")).count();
        for (Place each : all) {
            check(each, count);
        }
        Said.require(
                ordered == 0 || ordered >= online,
                list.get(),
                "the order of some virtual CPUs is said, and of others not",
                "attribute 'order' for all that are enabled, or for none");
    }

    private static void check(Place each, long count) {
        long number = Said.number(Said.attribute(each, "id"));
        if (count > 0 && number >= count) {
            throw each.fail("there is no virtual CPU " + number, "one from 0 to " + (count - 1));
        }
        boolean off = Said.is(each, "enabled", "no");
        Said.require(
                !off || number != 0, each, "virtual CPU 0 is not there", "enabled='yes' for it");
        Said.require(
                !off || !Said.is(each, "hotpluggable", "no"),
                each,
                "virtual CPU " + number + " is neither there nor can it be plugged in",
                "enabled='yes' or hotpluggable='yes'");
    }
}
