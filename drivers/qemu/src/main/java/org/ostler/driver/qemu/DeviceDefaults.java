package org.ostler.driver.qemu;

import org.ostler.api.Plan;
import org.ostler.model.Input;
import org.ostler.model.MacAddress;
import org.ostler.model.MemBalloon;
import org.ostler.model.NetworkInterface;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Settles network cards, input devices and the memory balloon.
final class DeviceDefaults {
    private final Draft draft;

    DeviceDefaults(Draft draft) {
        this.draft = draft;
    }

    void apply() {
        for (int i = 0; i < draft.devices().interfaces().size(); i++) {
            settleInterface(i);
        }
        inputs();
        balloon();
    }

    private void settleInterface(int index) {
        List<NetworkInterface> all = new ArrayList<>(draft.devices().interfaces());
        String path = Draft.path("interface", index, all.size());
        NetworkInterface card = all.get(index);
        if (card.mac().isEmpty()) {
            MacAddress mac = mac(index);
            card = card.withMac(mac);
            draft.chose(path + "/mac/@address", mac.toString(), "made from the domain's identity");
        }
        if (card.model().isEmpty()) {
            String model = defaultCard();
            card = card.withModel(Optional.of(model));
            draft.chose(path + "/model/@type", model, "a card that every guest knows");
        }
        all.set(index, card);
        draft.changeDevices(d -> d.withInterfaces(all));
    }

    private String defaultCard() {
        for (String model : List.of("rtl8139", "e1000")) {
            if (draft.qemu().hasDevice(model)) {
                return model;
            }
        }
        return "virtio";
    }

    /// An address in QEMU's range, the same whenever this definition is asked for.
    private MacAddress mac(int index) {
        String identity =
                draft.spec().uuid().map(Object::toString).orElse("") + "/" + draft.spec().name();
        byte[] digest;
        try {
            digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest((identity + "/" + index).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        long low = (digest[0] & 0xffL) << 16 | (digest[1] & 0xffL) << 8 | (digest[2] & 0xffL);
        return new MacAddress(0x525400L << 24 | low);
    }

    private void inputs() {
        List<Input> inputs = new ArrayList<>();
        for (Input input : draft.devices().inputs()) {
            inputs.add(input.bus().isPresent() ? input : input.withBus(Optional.of(bus(input))));
        }
        for (String type : List.of("mouse", "keyboard")) {
            boolean there =
                    inputs.stream()
                            .anyMatch(
                                    i ->
                                            i.type().equals(type)
                                                    && i.bus().equals(Optional.of("ps2")));
            if (!there) {
                inputs.add(Input.of(type, "ps2"));
                draft.chose(
                        "/domain/devices/input[@type='" + type + "']/@bus",
                        "ps2",
                        Plan.Provenance.MACHINE,
                        "every PC has one");
            }
        }
        draft.changeDevices(d -> d.withInputs(inputs));
    }

    private static String bus(Input input) {
        return input.type().equals("tablet") ? "usb" : "ps2";
    }

    private void balloon() {
        if (draft.devices().memBalloon().isEmpty()) {
            draft.changeDevices(d -> d.withMemBalloon(Optional.of(MemBalloon.of("virtio"))));
            draft.chose(
                    "/domain/devices/memballoon/@model", "virtio", "memory can then be taken back");
        }
    }
}
