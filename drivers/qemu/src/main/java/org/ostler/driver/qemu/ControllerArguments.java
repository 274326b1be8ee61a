package org.ostler.driver.qemu;

import org.ostler.model.Controller;
import org.ostler.model.ControllerType;
import org.ostler.model.Disk;
import org.ostler.model.DiskBus;
import org.ostler.model.XmlElement;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Controllers: PCI bridges and ports first, because all others sit on them.
final class ControllerArguments {
    private static final int LAST_RANK = 2;

    private final Arguments out;
    private final BootOrder order;

    ControllerArguments(Arguments out, BootOrder order) {
        this.out = out;
        this.order = order;
    }

    void addAll() {
        List<Controller> all = out.spec.devices().controllers();
        all.stream()
                .filter(c -> c.type() == ControllerType.PCI)
                .sorted(Comparator.comparingInt(c -> c.index().orElse(0)))
                .forEach(this::pci);
        for (int rank = 0; rank <= LAST_RANK; rank++) {
            for (int i = 0; i < all.size(); i++) {
                if (rank(all.get(i)) == rank) {
                    add(all.get(i), Draft.path("controller", i, all.size()));
                }
            }
        }
    }

    /// What sits on another controller comes after it, wherever the definition names it: the
    /// companions of a USB 2 controller share its bus, a card reader is a USB device.
    private static int rank(Controller c) {
        return switch (c.type()) {
            case USB -> isCompanion(c) ? 1 : 0;
            case CCID -> LAST_RANK;
            case PCI, SCSI, VIRTIO_SERIAL, SATA, FDC, IDE, XENBUS, ISA -> 0;
        };
    }

    private static boolean isCompanion(Controller c) {
        return c.model().orElse("").startsWith("ich9-uhci");
    }

    private void add(Controller c, String path) {
        switch (c.type()) {
            case PCI -> {}
            case USB -> usb(c, path);
            case SCSI -> scsi(c, path);
            case VIRTIO_SERIAL -> {
                Json.ObjBuilder device =
                        Json.object().put("driver", "virtio-serial-pci").put("id", id(c));
                c.ports().ifPresent(n -> device.put("max_ports", n));
                c.vectors().ifPresent(n -> device.put("vectors", n));
                out.device(path, out.place(device, c.address()).build());
            }
            case SATA -> {
                if (!Aliases.onBoard(c)) {
                    out.device(
                            path,
                            out.place(
                                            Json.object().put("driver", "ahci").put("id", id(c)),
                                            c.address())
                                    .build());
                }
            }
            case FDC -> floppy(c, path);
            // The i440FX has it.
            case IDE -> {}
            case CCID ->
                    out.device(
                            path,
                            out.place(
                                            Json.object()
                                                    .put("driver", "usb-ccid")
                                                    .put("id", id(c)),
                                            c.address())
                                    .build());
            case XENBUS, ISA ->
                    out.unsupported(
                            path,
                            "controllers of type '"
                                    + c.type().xml()
                                    + "' are not made by this driver");
        }
    }

    private static String id(Controller c) {
        return c.alias().orElseThrow();
    }

    private void pci(Controller c) {
        String model = c.model().orElse("");
        String driver =
                switch (model) {
                    case "pci-root", "pcie-root" -> "";
                    case "pci-bridge" -> "pci-bridge";
                    case "dmi-to-pci-bridge" -> "i82801b11-bridge";
                    case "pcie-to-pci-bridge" -> "pcie-pci-bridge";
                    case "pcie-root-port" -> detail(c, "model", "name").orElse("pcie-root-port");
                    case "pcie-switch-upstream-port" -> "x3130-upstream";
                    case "pcie-switch-downstream-port" -> "xio3130-downstream";
                    default -> throw new IllegalStateException("refused at define: " + model);
                };
        if (driver.isEmpty()) {
            return;
        }
        int index = c.index().orElse(0);
        Json.ObjBuilder device = Json.object().put("driver", driver);
        if (model.equals("pci-bridge")) {
            device.put("chassis_nr", detailNumber(c, "chassisNr").orElse(index));
        } else if (model.endsWith("port") && !model.contains("upstream")) {
            device.put("port", detailNumber(c, "port").orElse(0));
            device.put("chassis", detailNumber(c, "chassis").orElse(index));
        }
        device.put("id", id(c));
        out.device(
                "/domain/devices/controller[@index='" + index + "']",
                out.place(device, c.address()).build());
    }

    private static Optional<String> detail(Controller c, String element, String attribute) {
        List<XmlElement> found = c.kept().elements(element);
        return found.isEmpty() ? Optional.empty() : found.getFirst().attribute(attribute);
    }

    private static Optional<Integer> detailNumber(Controller c, String attribute) {
        try {
            return detail(c, "target", attribute).map(Integer::decode);
        } catch (NumberFormatException e) {
            throw Refusals.xml(
                    "Cannot parse attribute '"
                            + attribute
                            + "' of controller "
                            + c.index().orElse(0));
        }
    }

    private void usb(Controller c, String path) {
        String model = c.model().orElse("");
        String driver =
                switch (model) {
                    case "none" -> "";
                    case "piix3-uhci" -> "piix3-usb-uhci";
                    case "piix4-uhci" -> "piix4-usb-uhci";
                    case "ehci" -> "usb-ehci";
                    case "ich9-ehci1", "ich9-uhci1", "ich9-uhci2", "ich9-uhci3" ->
                            model.replace("ich9-", "ich9-usb-");
                    case "vt82c686b-uhci" -> "vt82c686b-usb-uhci";
                    case "pci-ohci", "qemu-xhci" -> model;
                    case "nec-xhci" -> "nec-usb-xhci";
                    default -> "usb controller " + model;
                };
        if (driver.isEmpty()) {
            return;
        }
        Json.ObjBuilder device = Json.object().put("driver", driver);
        if (model.endsWith("xhci")) {
            c.ports().ifPresent(n -> device.put("p2", n).put("p3", n));
        }
        if (isCompanion(c)) {
            device.put("masterbus", Aliases.usb(c.index().orElse(0)) + ".0");
            // Each has two ports of the six.
            int first = 2 * (model.charAt(model.length() - 1) - '1');
            device.put(
                    "firstport",
                    detail(c, "master", "startport").map(Integer::parseInt).orElse(first));
        } else {
            device.put("id", id(c));
        }
        out.device(path, out.place(device, c.address()).build());
    }

    private void scsi(Controller c, String path) {
        String model = c.model().orElse("lsilogic");
        String driver =
                switch (model) {
                    case "lsilogic" -> "lsi";
                    case "virtio-scsi" -> "virtio-scsi-pci";
                    case "virtio-transitional" -> "virtio-scsi-pci-transitional";
                    case "virtio-non-transitional" -> "virtio-scsi-pci-non-transitional";
                    case "lsisas1068" -> "mptsas1068";
                    case "lsisas1078" -> "megasas";
                    case "vmpvscsi" -> "pvscsi";
                    case "am53c974", "dc390" -> model;
                    default -> "scsi controller " + model;
                };
        out.device(
                path,
                out.place(Json.object().put("driver", driver).put("id", id(c)), c.address())
                        .build());
    }

    /// The i440FX has one; a Q35 is given one on its ISA bus. It is the controller that knows from
    /// which of its drives the firmware boots.
    private void floppy(Controller c, String path) {
        List<Disk> disks =
                out.spec.devices().disks().stream()
                        .filter(d -> d.target().bus().equals(Optional.of(DiskBus.FDC)))
                        .toList();
        Json.ObjBuilder device = Json.object().put("driver", "isa-fdc").put("id", id(c));
        for (Disk disk : disks) {
            int place = order.of(disk);
            if (place > 0) {
                String property = "bootindex" + (char) ('A' + DiskArguments.drive(disk).unit());
                if (out.pcie()) {
                    device.put(property, place);
                } else {
                    out.option("-global", "isa-fdc." + property + "=" + place);
                }
            }
        }
        if (out.pcie() && !disks.isEmpty()) {
            out.device(path, device.build());
        }
    }
}
