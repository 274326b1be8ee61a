package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

/// Input devices that QEMU does not have on their bus.
final class InputRules {
    private InputRules() {}

    static void check(Guest guest) {
        for (Place input : guest.devices("input")) {
            String bus = Said.attribute(input, "bus");
            String type = Said.attribute(input, "type");
            String model = Said.attribute(input, "model");
            Said.require(
                    model.isEmpty() || bus.equals("virtio"),
                    input,
                    "an input device of model '" + model + "' is on bus '" + bus + "'",
                    "bus='virtio'");
            Said.require(
                    !model.endsWith("transitional") || type.equals("passthrough"),
                    input,
                    "no input device of type '" + type + "' has the model '" + model + "'",
                    "model='virtio', or no attribute 'model'");
            Said.require(
                    !bus.equals("ps2") || (!guest.isArm() && guest.board() != Board.S390),
                    input,
                    "there is no bus 'ps2' on " + guest.name(),
                    "bus 'usb' or 'virtio'");
            Said.require(
                    !bus.equals("xen"),
                    input,
                    "QEMU has no bus '" + bus + "' for input",
                    "one of 'ps2', 'usb', 'virtio'");
            Said.require(
                    !type.equals("passthrough") || bus.isEmpty() || bus.equals("virtio"),
                    input,
                    "an input device of the host is passed on by bus '" + bus + "'",
                    "bus='virtio'");
            String kind = Said.attribute(input, "type", "address");
            Said.require(
                    !bus.equals("usb") || kind.isEmpty() || kind.equals("usb"),
                    input,
                    "an input device on USB has an address of type '" + kind + "'",
                    "an address of type 'usb'");
        }
    }
}
