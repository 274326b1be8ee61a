package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.List;

/// Network cards whose parts do not go together.
final class InterfaceRules {
    private static final List<String> WITH_PORTS =
            List.of("network", "bridge", "direct", "hostdev");
    private static final List<String> WITH_MTU =
            List.of("network", "bridge", "ethernet", "vhostuser");

    private static final List<String> OF_VIRTIO = List.of("iommu", "ats", "packed", "page_per_vq");

    private InterfaceRules() {}

    static void check(Guest guest) {
        for (Place card : guest.devices("interface")) {
            String type = Said.attribute(card, "type");
            String model = Said.attribute(card, "type", "model");
            checkModel(card, type, model);
            if (!type.equals("hostdev")) {
                checkQueues(card);
            }
            checkNetwork(card, type);
        }
    }

    private static void checkModel(Place card, String type, String model) {
        Said.require(
                !type.equals("vhostuser") || model.startsWith("virtio"),
                card,
                "an interface of type 'vhostuser' is of model '" + model + "'",
                "an element 'model' with type='virtio'");
        Said.require(
                !type.equals("vdpa") || model.isEmpty() || model.equals("virtio"),
                card,
                "an interface of type 'vdpa' is of model '" + model + "'",
                "type='virtio'");
        for (String option : OF_VIRTIO) {
            Said.require(
                    model.startsWith("virtio") || Said.attribute(card, option, "driver").isEmpty(),
                    card,
                    "a card of model '" + model + "' has no '" + option + "'",
                    "an element 'model' with type='virtio'");
        }
        Place rom = card.child("rom");
        Said.require(
                rom == card
                        || !Said.is(rom, "enabled", "no")
                        || (!Said.has(rom, "bar") && !Said.has(rom, "file")),
                rom,
                "more is said of a ROM that is off",
                "enabled='no' alone");
    }

    private static void checkQueues(Place card) {
        for (String queue : List.of("rx_queue_size", "tx_queue_size")) {
            String said = Said.attribute(card, queue, "driver");
            Said.require(
                    said.isEmpty() || Long.bitCount(Said.number(said)) == 1,
                    card.child("driver"),
                    "attribute '" + queue + "' is " + said,
                    "a power of two");
        }
    }

    private static void checkNetwork(Place card, String type) {
        Said.require(
                card.element().child("port").isEmpty()
                        || List.of("network", "bridge").contains(type),
                card,
                "an interface of type '" + type + "' is not kept from others",
                "type 'network' or 'bridge'");
        Said.require(
                card.element().child("virtualport").isEmpty() || WITH_PORTS.contains(type),
                card,
                "an interface of type '" + type + "' is plugged into no switch",
                "one of '" + String.join("', '", WITH_PORTS) + "'");
        Said.require(
                card.element().child("ip").isEmpty()
                        || List.of("user", "ethernet", "vdpa").contains(type),
                card,
                "the guest's address is not set on an interface of type '" + type + "'",
                "type='user'");
        Said.require(
                card.element().child("coalesce").isEmpty()
                        || List.of("network", "bridge").contains(type),
                card,
                "the interrupts of an interface of type '" + type + "' are not gathered",
                "type 'network' or 'bridge'");
        Said.require(
                card.element().child("mtu").isEmpty() || WITH_MTU.contains(type),
                card,
                "the size of packets is not set on an interface of type '" + type + "'",
                "one of '" + String.join("', '", WITH_MTU) + "'");
        boolean transients = Said.attribute(card, "type", "teaming").equals("transient");
        Said.require(
                !transients || List.of("network", "hostdev").contains(type),
                card,
                "the transient one of two cards is of type '" + type + "'",
                "type='hostdev'");
    }
}
