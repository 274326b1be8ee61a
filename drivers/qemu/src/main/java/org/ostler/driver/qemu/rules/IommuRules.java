package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.List;

/// IOMMUs that a board does not have, or that lack what they need.
final class IommuRules {
    private static final List<String> OPTIONS =
            List.of("intremap", "caching_mode", "eim", "iotlb", "aw_bits");

    private IommuRules() {}

    static void check(Guest guest) {
        List<Place> all = guest.devices("iommu");
        for (Place iommu : all) {
            checkBoard(iommu, guest);
            checkOptions(iommu, guest);
            checkAddress(iommu);
        }
        if (all.size() > 1) {
            throw all.get(1).fail("there is another IOMMU", "one at most");
        }
    }

    private static void checkBoard(Place iommu, Guest guest) {
        String model = Said.attribute(iommu, "model");
        boolean there =
                switch (model) {
                    case "intel" -> guest.board() == Board.Q35;
                    case "smmuv3" -> guest.board() == Board.ARM_VIRT;
                    case "virtio" -> guest.board() == Board.Q35 || guest.board() == Board.ARM_VIRT;
                    default -> true;
                };
        Said.require(
                there,
                iommu,
                "there is no IOMMU of model '" + model + "' on " + guest.name(),
                switch (model) {
                    case "intel" -> "a machine of the family 'q35'";
                    case "smmuv3" -> "an ARM guest of machine 'virt'";
                    default -> "a machine of the family 'q35', or an ARM guest of machine 'virt'";
                });
        Said.require(
                !model.equals("virtio") || guest.feature("acpi").isPresent(),
                iommu,
                "an IOMMU of model 'virtio' is found by ACPI, which the guest does not have",
                "the feature 'acpi'");
    }

    private static void checkOptions(Place iommu, Guest guest) {
        if (iommu.element().child("driver").isEmpty()) {
            return;
        }
        Place driver = iommu.child("driver");
        if (!Said.is(iommu, "model", "intel")) {
            for (String option : OPTIONS) {
                if (Said.has(driver, option)) {
                    throw driver.fail(
                            "attribute '" + option + "' is said of an IOMMU of another model",
                            "model='intel'");
                }
            }
            return;
        }
        boolean split =
                guest.feature("ioapic").map(apic -> Said.is(apic, "driver", "qemu")).orElse(false);
        boolean remaps = Said.is(driver, "intremap", "on");
        Said.require(
                !remaps || split,
                driver,
                "interrupts are remapped by QEMU's interrupt controller alone",
                "the feature 'ioapic' with driver='qemu'");
        Said.require(
                !Said.is(driver, "eim", "on") || remaps,
                driver,
                "interrupts with wide numbers are remapped ones",
                "intremap='on'");
    }

    private static void checkAddress(Place iommu) {
        if (iommu.element().child("address").isEmpty()) {
            return;
        }
        Place address = iommu.child("address");
        if (!Said.is(iommu, "model", "virtio")) {
            throw address.fail(
                    "an IOMMU of model '" + Said.attribute(iommu, "model") + "' has no address",
                    "no element 'address'");
        }
        Said.require(
                Said.is(address, "type", "pci"),
                address,
                "an IOMMU of model 'virtio' is on PCI",
                "type='pci'");
        if (Said.number(Said.attribute(address, "bus")) > 0) {
            throw address.fail("an IOMMU is on the root bus", "bus='0x00'");
        }
    }
}
