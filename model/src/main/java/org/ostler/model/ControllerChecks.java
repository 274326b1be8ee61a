package org.ostler.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What libvirt refuses in controllers beside their models, whatever the hypervisor; found by
/// trying libvirt's test driver.
final class ControllerChecks {
    private static final String COMPANION = "ich9-uhci";

    private ControllerChecks() {}

    private record Key(ControllerType type, int index) {}

    static void check(Devices devices, Place place) {
        Set<Key> taken = new HashSet<>();
        Set<Integer> masters = new HashSet<>();
        List<Controller> all = devices.controllers();
        for (Controller controller : all) {
            if (controller.type() == ControllerType.USB && !isCompanion(controller)) {
                masters.add(controller.index().orElse(-1));
            }
        }
        for (int i = 0; i < all.size(); i++) {
            Controller controller = all.get(i);
            if (controller.type() != ControllerType.USB
                    && controller.index().isPresent()
                    && !taken.add(new Key(controller.type(), controller.index().getAsInt()))) {
                throw place.child("controller", i)
                        .fail(
                                "there is another controller of type '"
                                        + controller.type().xml()
                                        + "' with index "
                                        + controller.index().getAsInt(),
                                "an index of its own for each");
            }
            if (isCompanion(controller)
                    && controller.index().isPresent()
                    && !masters.contains(controller.index().getAsInt())) {
                throw place.child("controller", i)
                        .fail(
                                "the companion '"
                                        + controller.model().orElse("")
                                        + "' has no master with index "
                                        + controller.index().getAsInt(),
                                "a controller 'ich9-ehci1' with the same index");
            }
            checkRoot(controller, place, i);
        }
    }

    private static boolean isCompanion(Controller controller) {
        return controller.type() == ControllerType.USB
                && controller.model().orElse("").startsWith(COMPANION);
    }

    private static void checkRoot(Controller controller, Place place, int nth) {
        String model = controller.model().orElse("");
        if (!model.equals("pci-root") && !model.equals("pcie-root")) {
            return;
        }
        if (controller.address().isPresent()) {
            throw place.child("controller", nth)
                    .fail(
                            SpecException.Kind.UNSUPPORTED,
                            "the root of PCI has no address",
                            "no element 'address'");
        }
        Place here = place.child("controller", nth);
        String target =
                here.element()
                        .child("target")
                        .flatMap(element -> element.attribute("index"))
                        .orElse("");
        long index = Numbers.parse(target);
        if (!target.isEmpty()
                && controller.index().isPresent()
                && (index == 0) != (controller.index().getAsInt() == 0)) {
            throw here.child("target")
                    .fail(
                            SpecException.Kind.UNSUPPORTED,
                            "the controller with index 0, and no other, has the target index 0",
                            "");
        }
    }
}
