package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.Map;
import java.util.regex.Pattern;

/// Serial ports, parallel ports and consoles that a board does not have.
final class SerialRules {
    /// Which kind of port each model is.
    private static final Map<String, String> TYPES =
            Map.of(
                    "isa-serial", "isa-serial",
                    "usb-serial", "usb-serial",
                    "pci-serial", "pci-serial",
                    "spapr-vty", "spapr-vio-serial",
                    "pl011", "system-serial",
                    "16550a", "system-serial",
                    "sclpconsole", "sclp-serial",
                    "sclplmconsole", "sclp-serial",
                    "isa-debugcon", "isa-debug");

    private static final Map<String, String> ADDRESSES =
            Map.of("isa-serial", "isa", "pci-serial", "pci", "usb-serial", "usb");

    private static final int ISA_PORTS = 4;

    private SerialRules() {}

    static void check(Guest guest) {
        guest.devices("serial").forEach(serial -> checkSerial(serial, guest));
        for (Place parallel : guest.devices("parallel")) {
            Said.require(
                    guest.board() != Board.S390 && guest.board() != Board.PSERIES,
                    parallel,
                    "there are no parallel ports on " + guest.name(),
                    "no element 'parallel'");
        }
        guest.devices("console").forEach(console -> checkConsole(console, guest));
        guest.devices("channel").forEach(SerialRules::checkChannel);
    }

    private static void checkSerial(Place serial, Guest guest) {
        String model = Said.attribute(serial, "name", "target", "model");
        String said = Said.attribute(serial, "type", "target");
        String type = said.isEmpty() ? TYPES.getOrDefault(model, "") : said;
        Said.require(
                model.isEmpty() || TYPES.getOrDefault(model, type).equals(type),
                serial.child("target"),
                "a serial port of type '" + type + "' is of model '" + model + "'",
                "type='" + TYPES.getOrDefault(model, type) + "'");
        boolean there =
                switch (type) {
                    case "spapr-vio-serial" -> guest.board() == Board.PSERIES;
                    case "sclp-serial" -> guest.board() == Board.S390;
                    case "isa-debug" -> guest.isPc();
                    case "isa-serial" ->
                            guest.board() != Board.S390
                                    && guest.board() != Board.PSERIES
                                    && guest.board() != Board.ARM_VIRT;
                    default -> true;
                };
        boolean made =
                switch (model) {
                    case "pl011" -> guest.isArm();
                    case "16550a" -> guest.board() == Board.RISCV_VIRT;
                    default -> true;
                };
        Said.require(
                there && made,
                serial.child("target"),
                "there is no serial port of type '"
                        + type
                        + (model.isEmpty() ? "'" : "' and model '" + model + "'")
                        + " on "
                        + guest.name(),
                "a port of this machine");
        checkPort(serial, type.isEmpty() && guest.isPc() ? "isa-serial" : type);
    }

    private static void checkPort(Place serial, String type) {
        String address = Said.attribute(serial, "type", "address");
        String expected = ADDRESSES.getOrDefault(type, address);
        Said.require(
                address.isEmpty() || address.equals(expected),
                serial,
                "a serial port of type '" + type + "' has an address of type '" + address + "'",
                "an address of type '" + expected + "'");
        long port = Said.number(Said.attribute(serial, "port", "target"));
        Said.require(
                !type.equals("isa-serial") || port < ISA_PORTS,
                serial.child("target"),
                "there is no ISA serial port " + port,
                "a port from 0 to " + (ISA_PORTS - 1));
    }

    private static void checkConsole(Place console, Guest guest) {
        String type = Said.attribute(console, "type", "target");
        boolean there =
                switch (type) {
                    case "xen", "lxc", "uml", "openvz" -> false;
                    case "sclp", "sclplm" -> guest.board() == Board.S390;
                    default -> true;
                };
        Said.require(
                there,
                console.child("target"),
                "there is no console of type '" + type + "' on " + guest.name(),
                "type 'serial' or 'virtio'");
    }

    /// A path of libvirt's own is made anew at each start, and QEMU listens there.
    private static void checkChannel(Place channel) {
        boolean virtio = Said.attribute(channel, "type", "target").equals("virtio");
        if (!Said.is(channel, "type", "unix") || !virtio) {
            return;
        }
        String name = Said.attribute(channel, "name", "target");
        for (Place source : channel.children("source")) {
            String path = Said.attribute(source, "path");
            boolean made = path.isEmpty() || path.matches(".*/domain-[^/]+/" + Pattern.quote(name));
            Said.require(
                    !made || !Said.attribute(source, "enabled", "reconnect").equals("yes"),
                    source,
                    "a path that is made for the guest is listened at, and is not connected to"
                            + " again",
                    "a path of one's own, or no element 'reconnect'");
        }
    }
}
