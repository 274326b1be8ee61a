package org.ostler.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What follows from what is said of character devices.
final class CharRules {
    private static final Optional<String> CONNECT = Optional.of("connect");

    private static final Comparator<CharSource.Udp.End> NEAR_END_FIRST =
            Comparator.comparing(end -> !end.mode().orElse("").equals("bind"));

    private CharRules() {}

    static Devices complete(Devices devices, OsType os) {
        List<Serial> serials = new ArrayList<>();
        for (Serial serial : devices.serials()) {
            int next = next(serials.stream().map(Serial::port).toList());
            serials.add(
                    serial.withSource(complete(serial.source()))
                            .withPort(
                                    serial.port().isPresent()
                                            ? serial.port()
                                            : OptionalInt.of(next)));
        }
        List<Parallel> parallels = new ArrayList<>();
        for (Parallel parallel : devices.parallels()) {
            int next = next(parallels.stream().map(Parallel::port).toList());
            parallels.add(
                    parallel.withSource(complete(parallel.source()))
                            .withPort(
                                    parallel.port().isPresent()
                                            ? parallel.port()
                                            : OptionalInt.of(next)));
        }
        List<Channel> channels = new ArrayList<>();
        for (Channel channel : devices.channels()) {
            channels.add(channel.withSource(complete(channel.source())));
        }
        return devices.withSerials(serials)
                .withParallels(parallels)
                .withConsoles(consoles(devices.consoles(), os))
                .withChannels(channels);
    }

    private static List<Console> consoles(List<Console> all, OsType os) {
        List<Console> consoles = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Console console = all.get(i);
            boolean unsaid =
                    console.targetType().isEmpty() || console.targetType().get().equals("none");
            Optional<String> kind =
                    unsaid && os == OsType.HVM ? Optional.of("serial") : console.targetType();
            consoles.add(
                    console.withSource(complete(console.source()))
                            .withTargetType(kind)
                            .withPort(
                                    console.port().isPresent()
                                            ? console.port()
                                            : OptionalInt.of(i)));
        }
        return consoles;
    }

    private static int next(List<OptionalInt> taken) {
        int next = 0;
        for (OptionalInt port : taken) {
            next = Math.max(next, port.orElse(-1) + 1);
        }
        return next;
    }

    private static CharSource complete(CharSource source) {
        return switch (source) {
            case CharSource.Tcp tcp ->
                    new CharSource.Tcp(
                            tcp.mode().or(() -> CONNECT),
                            tcp.host(),
                            tcp.service(),
                            tcp.tls(),
                            tcp.reconnect(),
                            tcp.protocol().or(() -> Optional.of("raw")),
                            tcp.kept());
            case CharSource.Unix unix when unix.path().isPresent() ->
                    new CharSource.Unix(
                            unix.mode().or(() -> CONNECT),
                            unix.path(),
                            unix.reconnect(),
                            unix.kept());
            case CharSource.Udp udp ->
                    new CharSource.Udp(
                            udp.ends().stream()
                                    .sorted(NEAR_END_FIRST)
                                    .map(
                                            end ->
                                                    new CharSource.Udp.End(
                                                            end.mode().or(() -> CONNECT),
                                                            end.host(),
                                                            end.service(),
                                                            end.kept()))
                                    .toList());
            case CharSource.Unix unix -> unix;
            case CharSource.Plain plain -> plain;
            case CharSource.Pty pty -> pty;
            case CharSource.Dev dev -> dev;
            case CharSource.Pipe pipe -> pipe;
            case CharSource.File file -> file;
            case CharSource.Display display -> display;
            case CharSource.Untyped untyped -> untyped;
        };
    }

    /// The first console and the first serial port as one.
    static Devices mirrored(Devices devices) {
        List<Serial> serials = devices.serials();
        List<Console> consoles = devices.consoles();
        if (consoles.isEmpty()) {
            return serials.isEmpty() || !isConsole(serials.getFirst())
                    ? devices
                    : devices.withConsoles(List.of(mirror(serials.getFirst())));
        }
        if (!consoles.getFirst().targetType().orElse("serial").equals("serial")) {
            return devices;
        }
        Console console = consoles.getFirst();
        List<Console> changed = new ArrayList<>(consoles);
        if (serials.isEmpty()) {
            changed.set(
                    0, console.withTargetType(Optional.of("serial")).withPort(OptionalInt.of(0)));
            return devices.withSerials(List.of(original(console))).withConsoles(changed);
        }
        changed.set(
                0,
                console.withSource(serials.getFirst().source())
                        .withTargetType(Optional.of("serial")));
        return devices.withConsoles(changed);
    }

    /// USB and PCI serial ports are no consoles.
    private static boolean isConsole(Serial serial) {
        return serial.targetType().isEmpty()
                || !List.of("usb-serial", "pci-serial").contains(serial.targetType().get());
    }

    private static Console mirror(Serial serial) {
        return new Console(
                serial.source(),
                serial.log(),
                Optional.empty(),
                Optional.of("serial"),
                OptionalInt.of(serial.port().orElse(0)),
                Optional.empty(),
                Optional.empty(),
                Kept.NONE);
    }

    private static Serial original(Console console) {
        return new Serial(
                console.source(),
                console.log(),
                Optional.empty(),
                OptionalInt.of(0),
                Optional.empty(),
                console.alias(),
                Optional.empty(),
                Kept.NONE);
    }
}
