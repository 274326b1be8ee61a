package org.ostler.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The devices of a domain, by kind and in the order in which they were given: `<devices>`. Kinds
/// without a type are kept as elements.
///
/// @param emulator the device model's program on the host
public record Devices(
        Optional<String> emulator,
        List<Disk> disks,
        List<Controller> controllers,
        List<NetworkInterface> interfaces,
        List<Serial> serials,
        List<Parallel> parallels,
        List<Console> consoles,
        List<Channel> channels,
        List<Input> inputs,
        List<Graphics> graphics,
        List<Video> videos,
        List<Watchdog> watchdogs,
        Optional<MemBalloon> memBalloon,
        List<Rng> rngs,
        Kept kept) {
    private static final Fields<Devices> F = Fields.of("devices");
    private static final Field<Devices, Optional<String>> EMULATOR =
            F.optionalText("emulator", Codec.TEXT, Devices::emulator);
    private static final Field<Devices, List<Disk>> DISKS =
            F.many("disk", Disk.SHAPE, Devices::disks);
    private static final Field<Devices, List<Controller>> CONTROLLERS =
            F.many("controller", Controller.SHAPE, Devices::controllers);

    static {
        F.untyped("lease", "filesystem");
    }

    private static final Field<Devices, List<NetworkInterface>> INTERFACES =
            F.many("interface", NetworkInterface.SHAPE, Devices::interfaces);

    static {
        F.untyped("smartcard");
    }

    private static final Field<Devices, List<Serial>> SERIALS =
            F.many("serial", Serial.SHAPE, Devices::serials);
    private static final Field<Devices, List<Parallel>> PARALLELS =
            F.many("parallel", Parallel.SHAPE, Devices::parallels);
    private static final Field<Devices, List<Console>> CONSOLES =
            F.many("console", Console.SHAPE, Devices::consoles);
    private static final Field<Devices, List<Channel>> CHANNELS =
            F.many("channel", Channel.SHAPE, Devices::channels);
    private static final Field<Devices, List<Input>> INPUTS =
            F.many("input", Input.SHAPE, Devices::inputs);

    static {
        F.untyped("tpm");
    }

    private static final Field<Devices, List<Graphics>> GRAPHICS =
            F.many("graphics", Displays.SHAPE, Devices::graphics);

    static {
        F.untyped("sound", "audio");
    }

    private static final Field<Devices, List<Video>> VIDEOS =
            F.many("video", Video.SHAPE, Devices::videos);

    static {
        F.untyped("hostdev", "redirdev", "redirfilter", "hub");
    }

    private static final Field<Devices, List<Watchdog>> WATCHDOGS =
            F.many("watchdog", Watchdog.SHAPE, Devices::watchdogs);
    private static final Field<Devices, Optional<MemBalloon>> MEM_BALLOON =
            F.maybe("memballoon", MemBalloon.SHAPE, Devices::memBalloon);
    private static final Field<Devices, List<Rng>> RNGS = F.many("rng", Rng.SHAPE, Devices::rngs);
    static final Shape<Devices> SHAPE =
            F.untyped("nvram", "panic", "shmem", "memory", "iommu", "vsock", "crypto", "pstore")
                    .neverCollapsed()
                    .shape(Devices::make, Devices::kept);

    /// No device at all.
    public static final Devices NONE =
            new Devices(
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    Kept.NONE);

    public Devices {
        disks = List.copyOf(disks);
        controllers = List.copyOf(controllers);
        interfaces = List.copyOf(interfaces);
        serials = List.copyOf(serials);
        parallels = List.copyOf(parallels);
        consoles = List.copyOf(consoles);
        channels = List.copyOf(channels);
        inputs = List.copyOf(inputs);
        graphics = List.copyOf(graphics);
        videos = List.copyOf(videos);
        watchdogs = List.copyOf(watchdogs);
        rngs = List.copyOf(rngs);
    }

    private static Devices make(Values<Devices> v) {
        return new Devices(
                v.get(EMULATOR),
                v.get(DISKS),
                v.get(CONTROLLERS),
                v.get(INTERFACES),
                v.get(SERIALS),
                v.get(PARALLELS),
                v.get(CONSOLES),
                v.get(CHANNELS),
                v.get(INPUTS),
                v.get(GRAPHICS),
                v.get(VIDEOS),
                v.get(WATCHDOGS),
                v.get(MEM_BALLOON),
                v.get(RNGS),
                v.kept());
    }

    /// Every typed device, in the order of the format.
    public List<Device> all() {
        var all = new ArrayList<Device>();
        all.addAll(disks);
        all.addAll(controllers);
        all.addAll(interfaces);
        all.addAll(serials);
        all.addAll(parallels);
        all.addAll(consoles);
        all.addAll(channels);
        all.addAll(inputs);
        all.addAll(graphics);
        all.addAll(videos);
        all.addAll(watchdogs);
        memBalloon.ifPresent(all::add);
        all.addAll(rngs);
        return all;
    }

    public Devices withEmulator(Optional<String> value) {
        return SHAPE.with(this, EMULATOR, value);
    }

    public Devices withDisks(List<Disk> value) {
        return SHAPE.with(this, DISKS, value);
    }

    public Devices withControllers(List<Controller> value) {
        return SHAPE.with(this, CONTROLLERS, value);
    }

    public Devices withInterfaces(List<NetworkInterface> value) {
        return SHAPE.with(this, INTERFACES, value);
    }

    public Devices withSerials(List<Serial> value) {
        return SHAPE.with(this, SERIALS, value);
    }

    public Devices withParallels(List<Parallel> value) {
        return SHAPE.with(this, PARALLELS, value);
    }

    public Devices withConsoles(List<Console> value) {
        return SHAPE.with(this, CONSOLES, value);
    }

    public Devices withChannels(List<Channel> value) {
        return SHAPE.with(this, CHANNELS, value);
    }

    public Devices withInputs(List<Input> value) {
        return SHAPE.with(this, INPUTS, value);
    }

    public Devices withGraphics(List<Graphics> value) {
        return SHAPE.with(this, GRAPHICS, value);
    }

    public Devices withVideos(List<Video> value) {
        return SHAPE.with(this, VIDEOS, value);
    }

    public Devices withWatchdogs(List<Watchdog> value) {
        return SHAPE.with(this, WATCHDOGS, value);
    }

    public Devices withMemBalloon(Optional<MemBalloon> value) {
        return SHAPE.with(this, MEM_BALLOON, value);
    }

    public Devices withRngs(List<Rng> value) {
        return SHAPE.with(this, RNGS, value);
    }
}
