package org.ostler.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Makes domains that are valid and otherwise as different as the model allows, from a seed.
final class SpecGenerator {
    private static final String[] WORDS = {
        "a", "vm-1", "x y", "ü𝄞", "<&>'\"", "tab\tand\nline", "/dev/sda", "--", "]]>", "0"
    };

    private final RandomGenerator random;
    private int places;

    SpecGenerator(RandomGenerator random) {
        this.random = random;
    }

    DomainSpec domain() {
        long kib = 1 + random.nextLong(1L << 40);
        var spec =
                DomainSpec.of(
                        pick(DomainType.values()),
                        word().replace('/', '_').replace('\n', '_'),
                        new Memory(kib, maybe(random::nextBoolean), kept()),
                        vcpu(),
                        os());
        return spec.withUuid(new UUID(random.nextLong(), random.nextLong()))
                .withTitle(maybe(() -> word().replace('\n', ' ')))
                .withDescription(maybe(this::word))
                .withMetadata(
                        maybe(() -> new XmlElement("metadata", List.of(), List.of(element(3)))))
                .withCurrentMemory(Memory.ofKib(1 + random.nextLong(kib)))
                .withFeatures(maybe(this::features).filter(f -> !f.equals(Features.none())))
                .withCpu(maybe(this::cpu))
                .withClock(clock())
                .withOnCrash(pick(LifecycleAction.values()))
                .withDevices(devices())
                .withKept(kept());
    }

    private VcpuSpec vcpu() {
        int count = 1 + random.nextInt(200);
        return new VcpuSpec(
                count,
                count > 1 ? maybeInt(1, count - 1) : OptionalInt.empty(),
                random.nextBoolean() ? "static" : "auto",
                maybe(() -> "0-3,7"),
                kept());
    }

    private OsSpec os() {
        var os = OsSpec.of(random.nextBoolean() ? OsType.HVM : OsType.XEN);
        return os.withArch("x86_64")
                .withMachine(word())
                .withLoader(
                        maybe(
                                () ->
                                        new Loader(
                                                maybe(random::nextBoolean),
                                                maybe(random::nextBoolean),
                                                maybe(() -> "pflash"),
                                                maybe(() -> true),
                                                Optional.of(word()),
                                                kept())))
                .withKernel(maybe(this::word))
                .withCmdline(maybe(this::word));
    }

    private Features features() {
        return Features.none()
                .withAcpi(random.nextBoolean())
                .withApic(random.nextBoolean())
                .withPae(random.nextBoolean())
                .withHap(maybe(random::nextBoolean))
                .withViridian(random.nextBoolean());
    }

    private CpuSpec cpu() {
        return CpuSpec.ofMode(random.nextBoolean() ? "host-passthrough" : "host-model")
                .withTopology(
                        maybe(
                                () ->
                                        new CpuSpec.Topology(
                                                1 + random.nextInt(4),
                                                maybeInt(1, 3),
                                                1 + random.nextInt(8),
                                                1 + random.nextInt(2),
                                                kept())))
                .withFeatures(
                        some(
                                i ->
                                        new CpuSpec.Feature(
                                                maybe(() -> "require"), "feature" + i, kept())));
    }

    private Clock clock() {
        return Clock.UTC.withTimers(
                some(
                        i ->
                                Clock.Timer.of(
                                        random.nextBoolean() ? "hpet" : "rtc",
                                        random.nextBoolean())));
    }

    private Devices devices() {
        return Devices.NONE
                .withEmulator(maybe(this::word))
                .withDisks(some(this::disk))
                .withControllers(
                        some(
                                i ->
                                        Controller.of(
                                                ControllerType.SCSI,
                                                i,
                                                Optional.of("virtio-scsi"))))
                .withInterfaces(some(i -> card()))
                .withSerials(some(i -> Serial.of(charSource(), i)))
                .withConsoles(some(i -> Console.of(charSource(), "virtio", i)))
                .withChannels(some(i -> Channel.of(charSource(), "virtio", word())))
                .withInputs(some(i -> Input.of("tablet", "usb")))
                .withGraphics(some(i -> graphics()))
                .withVideos(some(i -> Video.of(Video.Model.of(pick(VideoType.values())))))
                .withWatchdogs(some(i -> Watchdog.of("ib700", pick(WatchdogAction.values()))))
                .withMemBalloon(maybe(() -> MemBalloon.of("virtio")))
                .withRngs(some(i -> Rng.of(new RngBackend.Random(word()))));
    }

    private Disk disk(int nth) {
        DiskSource source =
                switch (random.nextInt(6)) {
                    case 0 -> new DiskSource.File(word());
                    case 1 ->
                            new DiskSource.Block(
                                    Optional.of(word()), maybe(() -> "optional"), inside("source"));
                    case 2 -> new DiskSource.Dir(Optional.of(word()), Optional.empty(), Kept.NONE);
                    case 3 ->
                            new DiskSource.Volume(
                                    Optional.of(word()),
                                    Optional.of(word()),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Kept.NONE);
                    case 4 -> new DiskSource.Untyped("nvme", Optional.of(element("source", 2)));
                    default ->
                            new DiskSource.Network(
                                    Optional.of("rbd"),
                                    maybe(this::word),
                                    some(
                                            i ->
                                                    new DiskSource.Host(
                                                            maybe(this::word),
                                                            maybeInt(0, 65535),
                                                            Optional.empty(),
                                                            Optional.empty(),
                                                            kept())),
                                    inside("source"));
                };
        return Disk.of(
                        source,
                        DiskDevice.DISK,
                        new DiskTarget("vd" + (char) ('a' + nth), DiskBus.VIRTIO))
                .withDriver(maybe(() -> DiskDriver.of(word(), "qcow2")))
                .withReadonly(random.nextBoolean())
                .withSerial(maybe(this::word))
                .withBootOrder(random.nextBoolean() ? OptionalInt.of(nth + 1) : OptionalInt.empty())
                .withAlias(maybe(() -> "virtio-disk" + nth))
                .withAddress(maybe(this::address));
    }

    private NetworkInterface card() {
        InterfaceSource source =
                switch (random.nextInt(5)) {
                    case 0 -> new InterfaceSource.Network(word());
                    case 1 -> new InterfaceSource.Bridge(word());
                    case 2 -> new InterfaceSource.User();
                    case 3 ->
                            new InterfaceSource.Direct(
                                    word(), maybe(() -> "vepa"), inside("source"));
                    default -> new InterfaceSource.Ethernet(Kept.NONE);
                };
        return NetworkInterface.of(source)
                .withMac(CanonicalSteps.randomMac(random, 0x525400))
                .withModel(maybe(() -> "virtio"))
                .withMtu(maybeInt(1, 9000))
                .withLinkUp(maybe(random::nextBoolean))
                .withAddress(maybe(this::address));
    }

    private CharSource charSource() {
        return switch (random.nextInt(5)) {
            case 0 -> new CharSource.Pty(maybe(this::word), inside("source"));
            case 1 -> new CharSource.Plain("null");
            case 2 ->
                    new CharSource.File(Optional.of(word()), maybe(random::nextBoolean), Kept.NONE);
            case 3 ->
                    new CharSource.Unix(
                            Optional.of("bind"), Optional.of(word()), Optional.empty(), Kept.NONE);
            default ->
                    new CharSource.Udp(
                            List.of(
                                    new CharSource.Udp.End(
                                            Optional.of("bind"),
                                            maybe(this::word),
                                            maybe(this::word),
                                            kept()),
                                    new CharSource.Udp.End(
                                            Optional.of("connect"),
                                            maybe(this::word),
                                            Optional.of("1"),
                                            kept())));
        };
    }

    private Graphics graphics() {
        return random.nextBoolean()
                ? Graphics.Vnc.auto(some(i -> new Listen.ByAddress(maybe(this::word), kept())))
                : new Graphics.Untyped("dbus", kept());
    }

    private Address address() {
        return switch (random.nextInt(5)) {
            case 0 ->
                    new Address.Pci(
                            random.nextInt(0x10000),
                            random.nextInt(256),
                            random.nextInt(32),
                            random.nextInt(8));
            case 1 -> new Address.Drive(random.nextInt(9), random.nextInt(9), 0, ++places);
            case 2 -> new Address.Usb(random.nextInt(9), "1." + ++places);
            case 3 -> new Address.VirtioSerial(0, 0, random.nextInt(32));
            default -> new Address.Bare("virtio-mmio", kept());
        };
    }

    /// What nobody understands, in a form that reading gives too: behind nothing, so before all
    /// else.
    private Kept kept() {
        if (random.nextInt(4) > 0) {
            return Kept.NONE;
        }
        List<XmlAttribute> attributes =
                random.nextBoolean() ? List.of(new XmlAttribute("odd", word())) : List.of();
        List<Kept.Placed> nodes =
                some(
                        i ->
                                new Kept.Placed(
                                        "",
                                        0,
                                        random.nextBoolean() ? element(2) : new XmlComment(" c ")));
        return new Kept(attributes, nodes, Map.of(), Map.of());
    }

    private Kept inside(String child) {
        Kept kept = kept();
        return kept.isEmpty()
                ? kept
                : new Kept(List.of(), List.of(), Map.of(), Map.of(child, kept));
    }

    private XmlElement element(int depth) {
        return element("odd" + random.nextInt(3), depth);
    }

    private XmlElement element(String name, int depth) {
        List<XmlAttribute> attributes = some(i -> new XmlAttribute("k" + i, word()));
        if (depth == 0) {
            return new XmlElement(
                    name,
                    attributes,
                    random.nextBoolean() ? List.of(new XmlText(word())) : List.of());
        }
        return new XmlElement(name, attributes, some(i -> element(depth - 1)));
    }

    private String word() {
        return pick(WORDS);
    }

    private <T> T pick(T[] all) {
        return all[random.nextInt(all.length)];
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private OptionalInt maybeInt(int least, int most) {
        return random.nextBoolean()
                ? OptionalInt.of(random.nextInt(least, most + 1))
                : OptionalInt.empty();
    }

    private <T> List<T> some(IntFunction<T> value) {
        List<T> all = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            all.add(value.apply(all.size()));
        }
        return all;
    }
}
