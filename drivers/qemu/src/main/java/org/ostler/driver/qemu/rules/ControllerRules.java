package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.List;
import java.util.Set;

/// Controllers of disks that a board does not have, and options that only virtio's have.
final class ControllerRules {
    private static final List<String> VIRTIO =
            List.of("", "auto", "virtio-scsi", "virtio-transitional", "virtio-non-transitional");

    /// Boards beside the PC that have IDE of their own.
    private static final List<String> WITH_IDE =
            List.of("malta", "sun4u", "g3beige", "mac99", "40p", "isapc");

    private ControllerRules() {}

    static void check(Guest guest) {
        Set<Long> threads = DiskBusRules.threads(guest);
        for (Place controller : guest.devices("controller")) {
            switch (Said.attribute(controller, "type")) {
                case "ide" -> checkIde(controller, guest);
                case "sata" ->
                        Said.require(
                                guest.board() != Board.S390,
                                controller,
                                "there is no SATA on " + guest.name(),
                                "type='scsi'");
                case "scsi" -> checkScsi(controller, guest, threads);
                case "xenbus" ->
                        Said.require(
                                guest.name().contains("xenfv"),
                                controller,
                                "there is no Xen bus on " + guest.name(),
                                "no controller of type 'xenbus'");
                default -> {}
            }
        }
        for (Place disk : guest.devices("disk")) {
            checkDisk(disk, guest);
        }
    }

    private static void checkIde(Place controller, Guest guest) {
        requireIde(controller, guest);
        Said.require(
                guest.board() != Board.I440FX
                        || Said.number(Said.attribute(controller, "index")) <= 0,
                controller,
                "there is one IDE controller on " + guest.name(),
                "index='0'");
    }

    private static void requireIde(Place place, Guest guest) {
        String machine = Said.attribute(guest.domain(), "machine", "os", "type");
        Said.require(
                guest.board() == Board.I440FX || WITH_IDE.contains(machine),
                place,
                "there is no IDE on " + guest.name(),
                "a machine with IDE such as 'pc', or another bus");
    }

    private static void checkDisk(Place disk, Guest guest) {
        String bus = DiskWords.bus(disk);
        if (bus.equals("ide")) {
            requireIde(disk, guest);
        }
        if (disk.element().child("address").isEmpty()) {
            return;
        }
        Place address = disk.child("address");
        if (!Said.is(address, "type", "drive")) {
            return;
        }
        boolean flat = bus.equals("ide") || bus.equals("sata") || bus.equals("fdc");
        Said.require(
                !flat || Said.number(Said.attribute(address, "target")) <= 0,
                address,
                "there is one target on bus '" + bus + "'",
                "target='0'");
        Said.require(
                !bus.equals("sata") || Said.number(Said.attribute(address, "bus")) <= 0,
                address,
                "a SATA controller has one bus",
                "bus='0'");
    }

    private static void checkScsi(Place controller, Guest guest, Set<Long> threads) {
        String model = Said.attribute(controller, "model");
        Said.require(
                !model.equals("buslogic"),
                controller,
                "QEMU has no SCSI controller of model 'buslogic'",
                "a model of QEMU's such as 'virtio-scsi'");
        boolean ncr = Said.attribute(guest.domain(), "machine", "os", "type").startsWith("SS-");
        Said.require(
                !model.equals("ncr53c90") || ncr || guest.board() == Board.OTHER,
                controller,
                "there is no controller of model 'ncr53c90' on " + guest.name(),
                "a model of QEMU's such as 'virtio-scsi'");
        boolean virtio = VIRTIO.contains(model);
        for (String option : List.of("queues", "iothread", "cmd_per_lun", "max_sectors")) {
            Said.require(
                    virtio || Said.attribute(controller, option, "driver").isEmpty(),
                    controller,
                    "a SCSI controller of model '" + model + "' has no '" + option + "'",
                    "model='virtio-scsi'");
        }
        String thread = Said.attribute(controller, "iothread", "driver");
        Said.require(
                thread.isEmpty() || threads.contains(Said.number(thread)),
                controller,
                "there is no thread " + thread + " of input and output",
                "one that 'iothreads' or 'iothreadids' make");
    }
}
