package org.ostler.driver.qemu;

import org.ostler.model.Address;
import org.ostler.model.Channel;
import org.ostler.model.Console;
import org.ostler.model.ControllerType;
import org.ostler.model.Parallel;
import org.ostler.model.Serial;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Settles serial ports, consoles and channels: kinds, numbers, and that the first console and the
/// first serial port are one device seen twice.
final class CharDefaults {
    private static final int PORTS = 31;

    private final Draft draft;

    CharDefaults(Draft draft) {
        this.draft = draft;
    }

    void apply() {
        serials();
        parallels();
        consoles();
        mirror();
        channels();
    }

    private void serials() {
        List<Serial> settled = new ArrayList<>();
        for (Serial serial : draft.devices().serials()) {
            settled.add(settle(serial, settled.size()));
        }
        draft.changeDevices(d -> d.withSerials(settled));
    }

    private static Serial settle(Serial serial, int index) {
        String type = serial.targetType().orElse("isa-serial");
        String model = serial.model().orElse(type.equals("isa-debug") ? "isa-debugcon" : type);
        return serial.withTargetType(Optional.of(type))
                .withModel(Optional.of(model))
                .withPort(serial.port().isPresent() ? serial.port() : OptionalInt.of(index));
    }

    private void parallels() {
        List<Parallel> settled = new ArrayList<>();
        for (Parallel p : draft.devices().parallels()) {
            settled.add(p.port().isPresent() ? p : p.withPort(OptionalInt.of(settled.size())));
        }
        draft.changeDevices(d -> d.withParallels(settled));
    }

    private void consoles() {
        List<Console> settled = new ArrayList<>();
        for (Console console : draft.devices().consoles()) {
            int port = settled.size();
            String type = console.targetType().orElse("serial");
            if (type.equals("serial") && port > 0) {
                throw Refusals.unsupported("Only the first console can be a serial port");
            }
            settled.add(
                    console.withTargetType(Optional.of(type))
                            .withPort(
                                    console.port().isPresent()
                                            ? console.port()
                                            : OptionalInt.of(port)));
        }
        draft.changeDevices(d -> d.withConsoles(settled));
    }

    private void mirror() {
        List<Serial> serials = draft.devices().serials();
        List<Console> consoles = new ArrayList<>(draft.devices().consoles());
        boolean serialConsole =
                !consoles.isEmpty()
                        && consoles.getFirst().targetType().equals(Optional.of("serial"));
        if (serialConsole && serials.isEmpty()) {
            Console console = consoles.getFirst();
            Serial twin = settle(Serial.of(console.source(), 0), 0);
            draft.changeDevices(d -> d.withSerials(List.of(twin)));
            draft.chose(
                    "/domain/devices/serial", console.source().type(), "the console's serial port");
        } else if (serialConsole) {
            consoles.set(0, consoles.getFirst().withSource(serials.getFirst().source()));
        } else if (!serials.isEmpty()) {
            consoles.addFirst(Console.of(serials.getFirst().source(), "serial", 0));
            draft.chose(
                    "/domain/devices/console",
                    serials.getFirst().source().type(),
                    "the first serial port");
        }
        draft.changeDevices(d -> d.withConsoles(consoles));
    }

    private void channels() {
        Set<String> taken = new HashSet<>();
        for (Channel channel : draft.devices().channels()) {
            if (channel.address().orElse(null) instanceof Address.VirtioSerial a
                    && a.port() > 0
                    && !taken.add(a.controller() + ":" + a.port())) {
                throw Refusals.xml(
                        "virtio serial port "
                                + a.port()
                                + " on controller "
                                + a.controller()
                                + " is already occupied");
            }
        }
        List<Channel> settled = new ArrayList<>();
        for (Channel channel : draft.devices().channels()) {
            boolean placed =
                    channel.address().orElse(null) instanceof Address.VirtioSerial a
                            && a.port() > 0;
            settled.add(
                    placed || !channel.targetType().equals("virtio")
                            ? channel
                            : channel.withAddress(Optional.of(free(taken))));
        }
        draft.changeDevices(d -> d.withChannels(settled));
    }

    /// Ports begin at 1: a console takes port 0. A controller has 31, or as many as its definition
    /// says.
    private Address free(Set<String> taken) {
        for (int controller = 0; ; controller++) {
            for (int port = 1; port < ports(controller); port++) {
                if (taken.add(controller + ":" + port)) {
                    return new Address.VirtioSerial(controller, 0, port);
                }
            }
        }
    }

    private int ports(int controller) {
        return draft.devices().controllers().stream()
                .filter(c -> c.type() == ControllerType.VIRTIO_SERIAL)
                .filter(c -> c.index().orElse(0) == controller)
                .flatMapToInt(c -> c.ports().stream())
                .findFirst()
                .orElse(PORTS);
    }
}
