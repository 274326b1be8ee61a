package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.HashSet;
import java.util.Set;

/// Devices that tell of the guest's panic, each on its own kind of machine.
final class PanicRules {
    private PanicRules() {}

    static void check(Guest guest) {
        Set<String> seen = new HashSet<>();
        for (Place panic : guest.devices("panic")) {
            String said = Said.attribute(panic, "model");
            String model = said.isEmpty() ? usual(guest) : said;
            boolean there =
                    switch (model) {
                        case "isa", "hyperv" -> guest.isPc();
                        case "pseries" -> guest.board() == Board.PSERIES;
                        case "s390" -> guest.board() == Board.S390;
                        default -> false;
                    };
            Said.require(
                    there,
                    panic,
                    "there is no panic device of model '" + model + "' on " + guest.name(),
                    "a model of this machine");
            String address = Said.attribute(panic, "type", "address");
            Said.require(
                    address.isEmpty() || (model.equals("isa") && address.equals("isa")),
                    panic,
                    "a panic device of model '"
                            + model
                            + "' has an address of type '"
                            + address
                            + "'",
                    model.equals("isa") ? "an address of type 'isa'" : "no element 'address'");
            if (!seen.add(model)) {
                throw panic.fail("there is another panic device of model '" + model + "'", "one");
            }
        }
    }

    private static String usual(Guest guest) {
        return switch (guest.board()) {
            case PSERIES -> "pseries";
            case S390 -> "s390";
            case I440FX, Q35, ARM_VIRT, RISCV_VIRT, OTHER -> "isa";
        };
    }
}
