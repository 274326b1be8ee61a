package org.ostler.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What libvirt refuses in controllers beside their models, whatever the hypervisor; found by
/// trying libvirt's test driver.
final class ControllerChecks {
    private static final String COMPANION = "ich9-uhci";

    /// Of a controller whose index is still to be chosen: it may be any.
    private static final int UNNUMBERED = -1;

    private ControllerChecks() {}

    private record Key(ControllerType type, int index) {}

    static void check(Devices devices, Place place) {
        Set<Key> taken = new HashSet<>();
        Set<Integer> masters = new HashSet<>();
        List<Controller> all = devices.controllers();
        for (Controller controller : all) {
            if (controller.type() == ControllerType.USB && !isCompanion(controller)) {
                masters.add(controller.index().orElse(UNNUMBERED));
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
                    && !masters.contains(UNNUMBERED)
                    && !masters.contains(controller.index().getAsInt())) {
                throw place.child("controller", i)
                        .fail(
                                "the companion '"
                                        + controller.model().orElse("")
                                        + "' has no master with index "
                                        + controller.index().getAsInt(),
                                "a controller 'ich9-ehci1' with the same index");
            }
        }
        if (all.stream().anyMatch(ControllerChecks::isRoot)) {
            List<Place> places = place.children("controller");
            for (int i = 0; i < all.size(); i++) {
                checkRoot(all.get(i), places.get(i));
            }
        }
    }

    private static boolean isCompanion(Controller controller) {
        return controller.type() == ControllerType.USB
                && controller.model().orElse("").startsWith(COMPANION);
    }

    private static boolean isRoot(Controller controller) {
        String model = controller.model().orElse("");
        return model.equals("pci-root") || model.equals("pcie-root");
    }

    private static void checkRoot(Controller controller, Place here) {
        if (!isRoot(controller)) {
            return;
        }
        if (controller.address().isPresent()) {
            throw here.fail(
                    SpecException.Kind.UNSUPPORTED,
                    "the root of PCI has no address",
                    "no element 'address'");
        }
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
