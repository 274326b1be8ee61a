package org.ostler.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// The steps from what a user wrote to the canonical form that are the same for every hypervisor.
///
/// Pure functions on specs: what is said already is never changed, and applying a step twice is the
/// same as applying it once. Devices, addresses and machine types are the drivers' business and are
/// not added here, with one exception: the console that mirrors the first serial port, and the
/// serial port that a serial console stands for. The rules were found by trying libvirt 9.0's test
/// driver.
public final class CanonicalSteps {
    private CanonicalSteps() {}

    /// Every step: identity, addresses of network cards, and the defaults of disks, character
    /// devices, displays, inputs, clock and CPU.
    ///
    /// @param random where identities and addresses come from
    /// @param oui the first three bytes of new network addresses (`0x525400` for QEMU, `0x00163e`
    ///   for Xen)
    public static DomainSpec complete(DomainSpec spec, RandomGenerator random, int oui) {
        return withDefaults(withMacs(withUuid(spec, random), random, oui));
    }

    /// Every step that chooses nothing: the defaults of disks, character devices, displays, inputs,
    /// clock and CPU.
    public static DomainSpec withDefaults(DomainSpec spec) {
        return withDeviceDefaults(
                withLoaderDefaults(withBootDevice(withCpuDefaults(withClockDefaults(spec)))));
    }

    /// The defaults of disks, character devices, displays, inputs and random number generators, and
    /// the console's mirror.
    public static DomainSpec withDeviceDefaults(DomainSpec spec) {
        return withMirroredConsole(
                withCharDefaults(
                        withDisplayDefaults(
                                withVideoDefaults(
                                        withInputDefaults(
                                                withRngDefaults(withDiskDefaults(spec)))))));
    }

    /// A random UUID (version 4) where there is none.
    public static DomainSpec withUuid(DomainSpec spec, RandomGenerator random) {
        return spec.uuid().isPresent() ? spec : spec.withUuid(randomUuid(random));
    }

    /// A random UUID, version 4.
    public static UUID randomUuid(RandomGenerator random) {
        long high = (random.nextLong() & ~0xf000L) | 0x4000L;
        long low = (random.nextLong() >>> 2) | (1L << 63);
        return new UUID(high, low);
    }

    /// A network address for every card that has none, different from all others of the domain.
    ///
    /// @param oui the first three bytes
    public static DomainSpec withMacs(DomainSpec spec, RandomGenerator random, int oui) {
        Set<MacAddress> taken = new HashSet<>();
        spec.devices().interfaces().forEach(card -> card.mac().ifPresent(taken::add));
        List<NetworkInterface> cards = new ArrayList<>();
        for (NetworkInterface card : spec.devices().interfaces()) {
            if (card.mac().isPresent()) {
                cards.add(card);
                continue;
            }
            MacAddress mac = randomMac(random, oui);
            while (!taken.add(mac)) {
                mac = randomMac(random, oui);
            }
            cards.add(card.withMac(mac));
        }
        return spec.withDevices(spec.devices().withInterfaces(cards));
    }

    /// A network address whose first three bytes are given.
    ///
    /// @param oui from 0 to 0xffffff, not that of a multicast address
    public static MacAddress randomMac(RandomGenerator random, int oui) {
        return new MacAddress(((long) oui << 24) | random.nextInt(1 << 24));
    }

    /// The bus that follows from a disk's name, and `readonly` for CD-ROMs.
    public static DomainSpec withDiskDefaults(DomainSpec spec) {
        List<Disk> disks = spec.devices().disks().stream().map(DiskRules::complete).toList();
        return spec.withDevices(spec.devices().withDisks(disks));
    }

    /// Boots from the hard disk when nothing says what boots: for full virtualization without a
    /// kernel of its own.
    public static DomainSpec withBootDevice(DomainSpec spec) {
        boolean said =
                spec.os().type() != OsType.HVM
                        || !spec.os().boot().isEmpty()
                        || spec.bootloader().isPresent()
                        || DiskRules.hasBootOrder(spec.devices());
        return said ? spec : spec.withOs(spec.os().withBoot(List.of(BootDevice.HARD_DISK)));
    }

    /// A firmware image is a ROM unless said.
    public static DomainSpec withLoaderDefaults(DomainSpec spec) {
        Optional<Loader> rom =
                spec.os()
                        .loader()
                        .filter(loader -> loader.path().isPresent() && loader.type().isEmpty())
                        .map(Loader::asRom);
        return rom.isEmpty() ? spec : spec.withOs(spec.os().withLoader(rom));
    }

    /// Ports of serial and parallel ports, consoles' kinds, and the modes and protocols of sockets.
    public static DomainSpec withCharDefaults(DomainSpec spec) {
        return spec.withDevices(CharRules.complete(spec.devices(), spec.os().type()));
    }

    /// For full virtualization the first serial port and the first console are one: each is made
    /// from the other, and the port is the original when both are there.
    public static DomainSpec withMirroredConsole(DomainSpec spec) {
        return spec.os().type() == OsType.HVM
                ? spec.withDevices(CharRules.mirrored(spec.devices()))
                : spec;
    }

    /// Ports and listeners of VNC and Spice servers.
    public static DomainSpec withDisplayDefaults(DomainSpec spec) {
        List<Graphics> all =
                spec.devices().graphics().stream().map(DisplayRules::complete).toList();
        return spec.withDevices(spec.devices().withGraphics(all));
    }

    /// Memory and number of screens of video devices; the first device is the primary one.
    public static DomainSpec withVideoDefaults(DomainSpec spec) {
        return spec.withDevices(
                spec.devices().withVideos(VideoRules.complete(spec.devices().videos())));
    }

    /// The bus of input devices: PS/2 (Xen's own for its paravirtualized guests) for mice and
    /// keyboards, USB for tablets, virtio for what is passed through.
    public static DomainSpec withInputDefaults(DomainSpec spec) {
        boolean xen = spec.os().type() == OsType.XEN || spec.os().type() == OsType.XENPVH;
        List<Input> all = new ArrayList<>();
        for (Input input : spec.devices().inputs()) {
            all.add(input.bus().isPresent() ? input : input.withBus(inputBus(input.type(), xen)));
        }
        return spec.withDevices(spec.devices().withInputs(all));
    }

    private static Optional<String> inputBus(String type, boolean xen) {
        return switch (type) {
            case "mouse", "keyboard" -> Optional.of(xen ? "xen" : "ps2");
            case "tablet" -> Optional.of("usb");
            case "passthrough" -> Optional.of("virtio");
            default -> Optional.empty();
        };
    }

    /// `/dev/random` where a generator's file is not said.
    public static DomainSpec withRngDefaults(DomainSpec spec) {
        List<Rng> all = spec.devices().rngs().stream().map(CanonicalSteps::withDevice).toList();
        return spec.withDevices(spec.devices().withRngs(all));
    }

    private static Rng withDevice(Rng rng) {
        return rng.backend() instanceof RngBackend.Random random && random.path().isEmpty()
                ? rng.withBackend(new RngBackend.Random(Optional.of("/dev/random"), random.kept()))
                : rng;
    }

    /// A clock with a number of seconds as its adjustment is a variable one, whose basis is UTC
    /// unless said.
    public static DomainSpec withClockDefaults(DomainSpec spec) {
        Clock clock = spec.clock();
        boolean adjusted =
                clock.adjustment().isPresent() && !clock.adjustment().get().equals("reset");
        if (clock.offset() != ClockOffset.VARIABLE
                && !(adjusted && clock.offset() != ClockOffset.TIMEZONE)) {
            return spec;
        }
        String basis =
                clock.basis().orElse(clock.offset() == ClockOffset.LOCALTIME ? "localtime" : "utc");
        return spec.withClock(
                new Clock(
                        ClockOffset.VARIABLE,
                        Optional.of(clock.adjustment().orElse("0")),
                        Optional.of(basis),
                        clock.timezone(),
                        clock.start(),
                        clock.timers(),
                        clock.kept()));
    }

    /// Mode `custom` and match `exact` for a CPU that is named, one die per socket, `require` for
    /// features.
    public static DomainSpec withCpuDefaults(DomainSpec spec) {
        return spec.cpu().isEmpty() ? spec : spec.withCpu(spec.cpu().map(CpuRules::complete));
    }

    /// What a definition keeps of a running domain: without the device names, paths and ports that
    /// were chosen at start. Aliases that begin with `ua-` are the user's and stay.
    public static DomainSpec inactive(DomainSpec spec) {
        return spec.withDevices(LiveParts.removed(spec.devices()));
    }

    /// Without passwords, for readers who may not see them.
    public static DomainSpec withoutSecrets(DomainSpec spec) {
        List<Graphics> all =
                spec.devices().graphics().stream().map(DisplayRules::withoutPassword).toList();
        return spec.withDevices(spec.devices().withGraphics(all));
    }
}
