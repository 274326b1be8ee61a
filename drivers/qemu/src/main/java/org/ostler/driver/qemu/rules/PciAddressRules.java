package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// PCI addresses that are taken twice, or that are on no bus for them.
final class PciAddressRules {
    private static final int FUNCTIONS = 8;
    private static final int LAST_SLOT = 31;

    /// A place on PCI, as the rules compare it.
    private record Slot(long domain, long bus, long slot, long function) {
        /// An address of zeros is none.
        private static final Slot UNPLACED = new Slot(0, 0, 0, 0);

        static Optional<Slot> of(Place device) {
            return Said.first(device, "address")
                    .filter(a -> Said.is(a, "type", "pci"))
                    .map(Slot::at)
                    .filter(slot -> !slot.equals(UNPLACED));
        }

        private static Slot at(Place address) {
            return new Slot(
                    part(address, "domain"),
                    part(address, "bus"),
                    part(address, "slot"),
                    part(address, "function"));
        }

        private static long part(Place address, String name) {
            return Math.max(0, Said.number(Said.attribute(address, name)));
        }

        @Override
        public String toString() {
            return "%04x:%02x:%02x.%x".formatted(domain, bus, slot, function);
        }
    }

    private PciAddressRules() {}

    static void check(Guest guest) {
        Map<Long, PciModels> buses = new HashMap<>();
        for (Place controller : guest.devices("controller")) {
            String index = Said.attribute(controller, "index");
            if (Said.is(controller, "type", "pci") && !index.isEmpty()) {
                buses.put(Said.number(index), PciModels.of(Said.attribute(controller, "model")));
            }
        }
        Map<Slot, String> taken = new HashMap<>(OnBoard.of(guest));
        for (Place device : guest.allDevices()) {
            Optional<Slot> at = Slot.of(device);
            if (at.isEmpty()) {
                continue;
            }
            checkBus(device, at.get(), buses);
            String other = taken.put(at.get(), "another device");
            if (other != null && !isIsa(guest)) {
                throw device.child("address")
                        .fail(
                                "the PCI address " + at.get() + " is taken by " + other,
                                "an address of its own");
            }
        }
        checkRoom(guest, taken);
    }

    /// Where PCI may not be at all, addresses are somebody else's business.
    private static boolean isIsa(Guest guest) {
        return guest.board() == Board.OTHER;
    }

    private static void checkBus(Place device, Slot at, Map<Long, PciModels> buses) {
        Place address = device.child("address");
        if (at.domain != 0) {
            throw address.fail("the PCI domain is " + at.domain, "domain='0x0000'");
        }
        PciModels bus = buses.get(at.bus);
        if (bus == null) {
            return;
        }
        boolean controller =
                device.element().name().equals("controller") && Said.is(device, "type", "pci");
        PciModels own = PciModels.of(controller ? Said.attribute(device, "model") : "");
        boolean fits =
                (!controller || own.parents().isEmpty()) ? bus.takesDevices() : own.fitsInto(bus);
        if (!fits) {
            throw address.fail(
                    "the controller with index "
                            + at.bus
                            + ", a '"
                            + bus.name()
                            + "', takes no "
                            + (controller ? "'" + own.name() + "'" : "such device"),
                    controller && !own.parents().isEmpty()
                            ? "a bus of '" + String.join("', '", own.parents()) + "'"
                            : "another bus");
        }
        if (at.slot < bus.firstSlot() || at.slot > bus.lastSlot()) {
            throw address.fail(
                    "there is no slot " + at.slot + " on the bus of a '" + bus.name() + "'",
                    "a slot from " + bus.firstSlot() + " to " + bus.lastSlot());
        }
        long index = Said.number(Said.attribute(device, "index"));
        Said.require(
                !controller || index < 0 || index > at.bus,
                device,
                "the PCI controller with index " + index + " is on bus " + at.bus,
                "a bus before its own");
    }

    /// Root ports are functions of slots of the root, and its slots can be counted.
    private static void checkRoom(Guest guest, Map<Slot, String> taken) {
        List<Place> ports =
                guest.devices("controller").stream()
                        .filter(c -> Said.is(c, "model", "pcie-root-port"))
                        .filter(c -> Slot.of(c).isEmpty())
                        .toList();
        long used =
                taken.keySet().stream()
                        .filter(at -> at.domain == 0 && at.bus == 0)
                        .filter(at -> at.slot > 0 && at.slot <= LAST_SLOT)
                        .mapToLong(Slot::slot)
                        .distinct()
                        .count();
        long room = (LAST_SLOT - used) * FUNCTIONS;
        if (ports.size() > room) {
            throw ports.get((int) room)
                    .fail(
                            "there is no slot left for this root port",
                            "at most " + room + " root ports without an address");
        }
    }

    /// What the board itself has on its root bus.
    private static final class OnBoard {
        private OnBoard() {}

        static Map<Slot, String> of(Guest guest) {
            Map<Slot, String> taken = new HashMap<>();
            switch (guest.board()) {
                case I440FX -> {
                    taken.put(new Slot(0, 0, 1, 0), "the ISA bridge");
                    taken.put(new Slot(0, 0, 1, 3), "power management");
                    ofController(guest, "ide", "", 1)
                            .ifPresent(s -> taken.put(s, "the IDE controller"));
                    ofController(guest, "usb", "piix3-uhci", 2)
                            .ifPresent(s -> taken.put(s, "the USB controller"));
                }
                case Q35 -> {
                    taken.put(new Slot(0, 0, 0x1f, 0), "the LPC bridge");
                    taken.put(new Slot(0, 0, 0x1f, 3), "the SMBus");
                }
                case ARM_VIRT, RISCV_VIRT, PSERIES, S390, OTHER -> {}
            }
            return taken;
        }

        /// The place of a controller that is said without its place.
        private static Optional<Slot> ofController(
                Guest guest, String type, String model, int function) {
            return guest.devices("controller").stream()
                    .filter(c -> Said.is(c, "type", type))
                    .filter(c -> List.of("", model).contains(Said.attribute(c, "model")))
                    .filter(c -> Said.number(Said.attribute(c, "index")) <= 0)
                    .filter(c -> Slot.of(c).isEmpty())
                    .findFirst()
                    .map(c -> new Slot(0, 0, 1, function));
        }
    }
}
