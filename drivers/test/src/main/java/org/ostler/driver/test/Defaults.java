package org.ostler.driver.test;

import org.ostler.api.Plan;
import org.ostler.engine.spi.Canonical;
import org.ostler.model.BootDevice;
import org.ostler.model.CharSource;
import org.ostler.model.Console;
import org.ostler.model.Devices;
import org.ostler.model.Disk;
import org.ostler.model.DiskBus;
import org.ostler.model.DiskTarget;
import org.ostler.model.DomainSpec;
import org.ostler.model.MacAddress;
import org.ostler.model.NetworkInterface;
import org.ostler.model.OsSpec;
import org.ostler.model.OsType;
import org.ostler.model.Serial;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/// Writes down what a description leaves open, as libvirt's test driver does (observed with virsh
/// 9.0).
///
/// Pure: a card's address follows from the domain's identity, so that the same description becomes
/// the same definition every time. One instance works on one description, on one thread.
final class Defaults {
    private static final long MAC_PREFIX = 0x525400000000L;

    private final List<Plan.Value> values = new ArrayList<>();

    private Defaults() {}

    static Canonical complete(DomainSpec written) {
        Defaults defaults = new Defaults();
        DomainSpec spec =
                written.withOs(defaults.os(written))
                        .withDevices(defaults.devices(written.devices(), written.uuid()));
        return new Canonical(
                spec.equals(written) ? written : spec, defaults.values, List.of(), List.of());
    }

    private void chose(String path, String value, String why) {
        values.add(new Plan.Value(path, value, Plan.Provenance.DRIVER, why));
    }

    private OsSpec os(DomainSpec spec) {
        OsSpec os = spec.os();
        if (os.arch().isEmpty()) {
            chose("/domain/os/type/@arch", TestHost.ARCH, "the host's architecture");
            os = os.withArch(TestHost.ARCH);
        }
        boolean bootsFromDisk =
                os.type() == OsType.HVM && os.boot().isEmpty() && os.kernel().isEmpty();
        if (bootsFromDisk && !hasBootOrder(spec.devices())) {
            chose("/domain/os/boot/@dev", BootDevice.HARD_DISK.xml(), "");
            os = os.withBoot(List.of(BootDevice.HARD_DISK));
        }
        return os;
    }

    private static boolean hasBootOrder(Devices devices) {
        return devices.disks().stream().anyMatch(disk -> disk.bootOrder().isPresent())
                || devices.interfaces().stream().anyMatch(card -> card.bootOrder().isPresent());
    }

    private Devices devices(Devices devices, Optional<UUID> identity) {
        List<Disk> disks = new ArrayList<>();
        for (int i = 0; i < devices.disks().size(); i++) {
            disks.add(disk(devices.disks().get(i), i + 1));
        }
        List<NetworkInterface> cards = new ArrayList<>();
        for (int i = 0; i < devices.interfaces().size(); i++) {
            cards.add(card(devices.interfaces().get(i), i, identity));
        }
        List<Serial> serials = new ArrayList<>();
        for (int i = 0; i < devices.serials().size(); i++) {
            Serial serial = devices.serials().get(i);
            serials.add(serial.port().isPresent() ? serial : serial.withPort(OptionalInt.of(i)));
        }
        Devices complete = devices.withDisks(disks).withInterfaces(cards).withSerials(serials);
        return consoles(complete);
    }

    private Disk disk(Disk disk, int number) {
        if (disk.target().bus().isPresent()) {
            return disk;
        }
        DiskBus bus = bus(disk.target().dev());
        chose(
                "/domain/devices/disk[" + number + "]/target/@bus",
                bus.xml(),
                "it follows from the target's name");
        DiskTarget target = disk.target();
        return disk.withTarget(
                new DiskTarget(
                        target.dev(),
                        Optional.of(bus),
                        target.tray(),
                        target.removable(),
                        target.kept()));
    }

    private static DiskBus bus(String dev) {
        if (dev.startsWith("vd")) {
            return DiskBus.VIRTIO;
        }
        if (dev.startsWith("xvd")) {
            return DiskBus.XEN;
        }
        if (dev.startsWith("fd")) {
            return DiskBus.FDC;
        }
        return dev.startsWith("sd") ? DiskBus.SCSI : DiskBus.IDE;
    }

    private NetworkInterface card(NetworkInterface card, int index, Optional<UUID> identity) {
        NetworkInterface complete = card;
        String path = "/domain/devices/interface[" + (index + 1) + "]";
        if (card.mac().isEmpty()) {
            MacAddress mac = mac(identity, index);
            chose(path + "/mac/@address", mac.toString(), "it follows from the identity");
            complete = complete.withMac(mac);
        }
        if (card.target().isEmpty()) {
            chose(path + "/target/@dev", "testnet" + index, "");
            complete = complete.withTarget(Optional.of("testnet" + index));
        }
        return complete;
    }

    private static MacAddress mac(Optional<UUID> identity, int index) {
        String seed = identity.map(UUID::toString).orElse("") + " interface " + index;
        UUID hash = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8));
        return new MacAddress(MAC_PREFIX | (hash.getLeastSignificantBits() & 0xffffff));
    }

    /// The first console of a full machine is its first serial port, under another name.
    private Devices consoles(Devices devices) {
        List<Console> consoles = new ArrayList<>(devices.consoles());
        for (int i = 0; i < consoles.size(); i++) {
            Console console = consoles.get(i);
            if (console.targetType().isEmpty()) {
                console = console.withTargetType(Optional.of("serial"));
            }
            if (console.port().isEmpty()) {
                console = console.withPort(OptionalInt.of(i));
            }
            consoles.set(i, console);
        }
        if (consoles.isEmpty() && !devices.serials().isEmpty()) {
            chose("/domain/devices/console", "serial port 0", "");
            consoles.add(Console.of(devices.serials().getFirst().source(), "serial", 0));
        }
        boolean mirrored =
                !consoles.isEmpty()
                        && consoles.getFirst().targetType().equals(Optional.of("serial"));
        List<Serial> serials = devices.serials();
        if (mirrored && serials.isEmpty()) {
            CharSource source = consoles.getFirst().source();
            chose("/domain/devices/serial", "console 0", "");
            serials = List.of(Serial.of(source, 0));
        }
        return devices.withSerials(serials).withConsoles(consoles);
    }
}
