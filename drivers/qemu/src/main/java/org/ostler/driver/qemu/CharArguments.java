package org.ostler.driver.qemu;

import org.ostler.model.Address;
import org.ostler.model.Channel;
import org.ostler.model.CharDevice;
import org.ostler.model.CharLog;
import org.ostler.model.CharSource;
import org.ostler.model.Console;
import org.ostler.model.Parallel;
import org.ostler.model.Serial;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Serial and parallel ports, consoles and channels: a character device of QEMU's on the host's
/// side, and what the guest sees.
///
/// A pseudo terminal is QEMU's own (`-chardev pty`), so it stays when the daemon goes and other
/// tools can open it as ever. It has one reader; therefore QEMU also writes what the guest prints
/// to a log in the guest's directory (`logfile`), from which any number of watchers are served,
/// with what was printed before they came. Whoever owns the directory cuts that file ([QemuLog]):
/// QEMU appends, so cutting does not disturb it. A `<log>` of the user's takes its place.
final class CharArguments {
    private final Arguments out;

    CharArguments(Arguments out) {
        this.out = out;
    }

    void addAll() {
        List<Serial> serials = out.spec.devices().serials();
        for (int i = 0; i < serials.size(); i++) {
            serial(serials.get(i), Draft.path("serial", i, serials.size()));
        }
        List<Parallel> parallels = out.spec.devices().parallels();
        for (int i = 0; i < parallels.size(); i++) {
            parallel(parallels.get(i), Draft.path("parallel", i, parallels.size()));
        }
        List<Channel> channels = out.spec.devices().channels();
        for (int i = 0; i < channels.size(); i++) {
            channel(channels.get(i), Draft.path("channel", i, channels.size()));
        }
        List<Console> consoles = out.spec.devices().consoles();
        for (int i = 0; i < consoles.size(); i++) {
            console(consoles.get(i), Draft.path("console", i, consoles.size()));
        }
    }

    private void serial(Serial serial, String path) {
        String alias = serial.alias().orElseThrow();
        if (!backEnd(serial, serial.log(), path, alias)) {
            return;
        }
        String driver = serial.model().orElse("isa-serial");
        Json.ObjBuilder device =
                Json.object().put("driver", driver).put("chardev", "char" + alias).put("id", alias);
        if (driver.equals("isa-serial")) {
            device.put("index", serial.port().orElse(0));
        }
        if (serial.address().orElse(null) instanceof Address.Isa a) {
            a.iobase().ifPresent(n -> device.put("iobase", n));
            a.irq().ifPresent(n -> device.put("irq", n));
        }
        out.device(path, out.place(device, serial.address()).build());
    }

    private void parallel(Parallel parallel, String path) {
        String alias = parallel.alias().orElseThrow();
        if (backEnd(parallel, parallel.log(), path, alias)) {
            out.device(
                    path,
                    Json.object()
                            .put("driver", "isa-parallel")
                            .put("chardev", "char" + alias)
                            .put("id", alias)
                            .put("index", parallel.port().orElse(0))
                            .build());
        }
    }

    private void channel(Channel channel, String path) {
        String alias = channel.alias().orElseThrow();
        if (!channel.targetType().equals("virtio")) {
            out.unsupported(
                    path + "/target/@type",
                    "channels of type '" + channel.targetType() + "' are not made by this driver");
            return;
        }
        if (!backEnd(channel, channel.log(), path, alias)) {
            return;
        }
        Json.ObjBuilder device = Json.object().put("driver", "virtserialport");
        port(device, channel.address());
        device.put("chardev", "char" + alias).put("id", alias);
        channel.name().ifPresent(n -> device.put("name", n));
        out.device(path, device.build());
    }

    private static void port(Json.ObjBuilder device, Optional<Address> address) {
        if (address.orElse(null) instanceof Address.VirtioSerial a) {
            device.put("bus", "virtio-serial" + a.controller() + ".0").put("nr", a.port());
        }
    }

    private void console(Console console, String path) {
        String type = console.targetType().orElse("serial");
        if (type.equals("serial")) {
            // The first serial port, seen once more.
            return;
        }
        if (!type.equals("virtio")) {
            out.unsupported(
                    path + "/target/@type",
                    "consoles of type '" + type + "' are not made by QEMU on this machine type");
            return;
        }
        String alias = console.alias().orElseThrow();
        if (backEnd(console, console.log(), path, alias)) {
            Json.ObjBuilder device = Json.object().put("driver", "virtconsole");
            port(device, console.address());
            out.device(path, device.put("chardev", "char" + alias).put("id", alias).build());
        }
    }

    private boolean backEnd(CharDevice owner, Optional<CharLog> log, String path, String alias) {
        Optional<KeyValues> values = source(owner.source(), "char" + alias, path, owner);
        values.ifPresent(
                v -> {
                    if (log.isPresent()) {
                        v.add("logfile", log.get().file());
                        v.add("logappend", log.get().append().orElse(false));
                    } else if (owner.source() instanceof CharSource.Pty) {
                        Path file = out.paths.consoleLog(alias);
                        v.add("logfile", file.toString()).add("logappend", true);
                    }
                    out.option("-chardev", v);
                });
        return values.isPresent();
    }

    /// The value of `-chardev` for a host end.
    Optional<KeyValues> source(CharSource source, String id, String path, CharDevice owner) {
        return switch (source) {
            case CharSource.Plain p -> plain(p, id, path, owner);
            case CharSource.Pty p -> Optional.of(begin("pty", id));
            case CharSource.Dev d ->
                    Optional.of(begin("serial", id).add("path", need(d.path(), path)));
            case CharSource.Pipe p ->
                    Optional.of(begin("pipe", id).add("path", need(p.path(), path)));
            case CharSource.File f -> {
                KeyValues file = begin("file", id).add("path", need(f.path(), path));
                f.append().ifPresent(on -> file.add("append", on));
                yield Optional.of(file);
            }
            case CharSource.Unix u -> {
                KeyValues socket = begin("socket", id).add("path", socketPath(u, path, owner));
                yield Optional.of(
                        end(socket, u.mode().orElse("bind").equals("bind"), u.reconnect()));
            }
            case CharSource.Tcp t -> tcp(t, id, path);
            case CharSource.Udp u -> Optional.of(udp(u, id));
            case CharSource.Display d -> {
                if (d.type().equals("spiceport")) {
                    yield Optional.of(begin("spiceport", id).add("name", need(d.channel(), path)));
                }
                yield unsupported(path, d.type());
            }
            case CharSource.Untyped u -> unsupported(path, u.type());
        };
    }

    private static KeyValues begin(String kind, String id) {
        return KeyValues.of(kind).add("id", id);
    }

    private Optional<KeyValues> unsupported(String path, String type) {
        out.unsupported(
                path + "/@type", "host ends of type '" + type + "' are not made by this driver");
        return Optional.empty();
    }

    private static String need(Optional<String> value, String path) {
        return value.orElseThrow(() -> Refusals.xml("Missing source path attribute for " + path));
    }

    private String socketPath(CharSource.Unix u, String path, CharDevice owner) {
        if (u.path().isEmpty() && owner instanceof Channel channel) {
            return out.paths
                    .channel(channel.name().orElse(channel.alias().orElseThrow()))
                    .toString();
        }
        return need(u.path(), path);
    }

    private Optional<KeyValues> plain(
            CharSource.Plain p, String id, String path, CharDevice owner) {
        return switch (p.type()) {
            case "null", "vc" -> Optional.of(begin(p.type(), id));
            case "spicevmc" -> {
                boolean redirect = !(owner instanceof Channel);
                yield Optional.of(
                        begin("spicevmc", id).add("name", redirect ? "usbredir" : "vdagent"));
            }
            default -> unsupported(path, p.type());
        };
    }

    private static KeyValues end(
            KeyValues socket, boolean server, Optional<CharSource.Reconnect> reconnect) {
        if (server) {
            return socket.add("server", true).add("wait", false);
        }
        reconnect
                .filter(CharSource.Reconnect::enabled)
                .ifPresent(r -> socket.add("reconnect", r.timeoutSeconds().orElse(1)));
        return socket;
    }

    private Optional<KeyValues> tcp(CharSource.Tcp t, String id, String path) {
        String protocol = t.protocol().orElse("raw");
        if (t.tls().orElse(false) || protocol.startsWith("tls") || protocol.equals("telnets")) {
            out.unsupported(
                    path + "/source/@tls",
                    "character devices with TLS are not set up by this driver yet");
            return Optional.empty();
        }
        KeyValues socket =
                begin("socket", id)
                        .add("host", t.host().orElse(""))
                        .add("port", need(t.service(), path));
        if (protocol.equals("telnet")) {
            socket.add("telnet", true);
        }
        return Optional.of(end(socket, t.mode().orElse("").equals("bind"), t.reconnect()));
    }

    private static KeyValues udp(CharSource.Udp u, String id) {
        KeyValues values = begin("udp", id);
        for (CharSource.Udp.End end : u.ends()) {
            boolean near = end.mode().orElse("").equals("bind");
            values.add(near ? "localaddr" : "host", end.host().orElse(""));
            values.add(near ? "localport" : "port", end.service().orElse("0"));
        }
        return values;
    }
}
