package org.ostler.driver.qemu;

import org.ostler.model.Channel;
import org.ostler.model.CharSource;
import org.ostler.model.Console;
import org.ostler.model.DomainSpec;
import org.ostler.model.Graphics;
import org.ostler.model.Kept;
import org.ostler.model.Listen;
import org.ostler.model.NetworkInterface;
import org.ostler.model.Serial;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Writes into a running guest's description what only its start could tell: terminals, sockets,
/// ports, tap names. Pure.
public final class LiveDescription {
    private static final String LOOPBACK = "127.0.0.1";

    private final GuestPaths paths;
    private final Map<String, String> bound;
    private final Map<String, String> terminals = new HashMap<>();

    private LiveDescription(GuestPaths paths, Map<String, String> bound, Json chardevs) {
        this.paths = paths;
        this.bound = bound;
        for (Json.Obj c : chardevs.asObjects()) {
            String file = c.string("filename").orElse("");
            if (file.startsWith("pty:")) {
                terminals.put(c.string("label").orElse(""), file.substring(4));
            }
        }
    }

    /// The description with its holes filled.
    ///
    /// @param live the canonical form with aliases, as the guest was started with
    /// @param bound what the holes of the command line were filled with, by name
    /// @param chardevs the reply to `query-chardev`
    public static DomainSpec of(
            DomainSpec live, GuestPaths paths, Map<String, String> bound, Json chardevs) {
        return new LiveDescription(paths, bound, chardevs).fill(live);
    }

    private DomainSpec fill(DomainSpec live) {
        var d = live.devices();
        List<Serial> serials = d.serials().stream().map(this::serial).toList();
        List<Graphics> displays = new ArrayList<>();
        for (int i = 0; i < d.graphics().size(); i++) {
            displays.add(display(d.graphics().get(i), "graphics" + i));
        }
        return live.withDevices(
                d.withSerials(serials)
                        .withConsoles(d.consoles().stream().map(this::console).toList())
                        .withChannels(d.channels().stream().map(this::channel).toList())
                        .withInterfaces(d.interfaces().stream().map(this::card).toList())
                        .withGraphics(displays));
    }

    private Optional<String> terminal(Optional<String> alias) {
        return alias.map(a -> terminals.get("char" + a));
    }

    private Serial serial(Serial serial) {
        return terminal(serial.alias())
                .map(t -> serial.withSource(new CharSource.Pty(Optional.of(t), Kept.NONE)))
                .orElse(serial);
    }

    private Console console(Console console) {
        return terminal(console.alias())
                .map(
                        t ->
                                console.withSource(new CharSource.Pty(Optional.of(t), Kept.NONE))
                                        .withTty(Optional.of(t)))
                .orElse(console);
    }

    private Channel channel(Channel channel) {
        if (channel.source() instanceof CharSource.Unix u && u.path().isEmpty()) {
            Path path = paths.channel(channel.name().orElse(channel.alias().orElse("")));
            return channel.withSource(
                    new CharSource.Unix(
                            Optional.of(u.mode().orElse("bind")),
                            Optional.of(path.toString()),
                            u.reconnect(),
                            u.kept()));
        }
        return terminal(channel.alias())
                .map(t -> channel.withSource(new CharSource.Pty(Optional.of(t), Kept.NONE)))
                .orElse(channel);
    }

    private NetworkInterface card(NetworkInterface card) {
        String tap = bound.get(card.alias().orElse("") + ".tap");
        return tap == null ? card : card.withTarget(Optional.of(tap));
    }

    private Graphics display(Graphics display, String name) {
        return switch (display) {
            case Graphics.Vnc vnc -> {
                OptionalInt port = port(name);
                Graphics.Vnc filled = port.isPresent() ? vnc.withPort(port.getAsInt()) : vnc;
                Optional<Listen> listener = listener(vnc.listeners(), name);
                yield listener.isEmpty()
                        ? filled
                        : filled.withListeners(List.of(listener.get()))
                                .withListen(address(listener.get()));
            }
            case Graphics.Spice spice -> {
                Optional<Listen> listener = listener(spice.listeners(), name);
                Graphics.Spice filled =
                        new Graphics.Spice(
                                port(name).isPresent() ? port(name) : spice.port(),
                                spice.tlsPort(),
                                spice.autoport(),
                                spice.listen(),
                                spice.keymap(),
                                spice.defaultMode(),
                                spice.password(),
                                spice.listeners(),
                                spice.kept());
                yield listener.isEmpty()
                        ? filled
                        : filled.withListeners(List.of(listener.get()))
                                .withListen(address(listener.get()));
            }
            case Graphics.Sdl sdl -> sdl;
            case Graphics.Untyped other -> other;
        };
    }

    private OptionalInt port(String name) {
        String port = bound.get(name + ".port");
        return port == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port));
    }

    /// The first listener when it is one by address, with the address that was really taken.
    private Optional<Listen> listener(List<Listen> listeners, String name) {
        if (listeners.isEmpty()) {
            return Optional.of(new Listen.ByAddress(LOOPBACK));
        }
        return switch (listeners.getFirst()) {
            case Listen.ByAddress a ->
                    Optional.of(
                            new Listen.ByAddress(
                                    Optional.of(a.address().orElse(LOOPBACK)), a.kept()));
            case Listen.ByNetwork n ->
                    Optional.of(
                            new Listen.ByNetwork(
                                    n.network(),
                                    n.address()
                                            .or(
                                                    () ->
                                                            Optional.ofNullable(
                                                                    bound.get(name + ".address"))),
                                    n.kept()));
            case Listen.BySocket s -> Optional.empty();
            case Listen.Nowhere n -> Optional.empty();
        };
    }

    private static Optional<String> address(Listen listener) {
        return switch (listener) {
            case Listen.ByAddress a -> a.address();
            case Listen.ByNetwork n -> n.address();
            case Listen.BySocket s -> Optional.empty();
            case Listen.Nowhere n -> Optional.empty();
        };
    }
}
