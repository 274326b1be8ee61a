package org.ostler.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Where the host end of a character device is: the attribute `type` of `<serial>`, `<console>`,
/// `<channel>` … and the elements `<source>` and `<protocol>`.
public sealed interface CharSource {
    /// The word in the attribute `type`.
    String type();

    /// What the elements have besides, by their names.
    Kept kept();

    /// A host end that needs no more than its type.
    ///
    /// @param type `null`, `vc`, `stdio` or `spicevmc`
    record Plain(String type, Kept kept) implements CharSource {
        private static final Fields<Plain> F = Fields.of("source");

        static {
            F.in("source");
        }

        static final Shape<Plain> SHAPE = F.shape(v -> new Plain(v.tag(), v.kept()), Plain::kept);

        public Plain(String type) {
            this(type, Kept.NONE);
        }
    }

    /// A pseudo terminal of the host.
    ///
    /// @param path the terminal, for running domains
    record Pty(Optional<String> path, Kept kept) implements CharSource {
        private static final Fields<Pty> F = Fields.of("pty");
        private static final Fields<Pty> SOURCE = F.in("source").untyped("seclabel");
        private static final Field<Pty, Optional<String>> PATH =
                SOURCE.optional("path", Codec.TEXT, Pty::path);
        static final Shape<Pty> SHAPE = F.shape(v -> new Pty(v.get(PATH), v.kept()), Pty::kept);

        @Override
        public String type() {
            return "pty";
        }
    }

    /// A character device of the host.
    ///
    /// @param path the device
    record Dev(Optional<String> path, Kept kept) implements CharSource {
        private static final Fields<Dev> F = Fields.of("dev");
        private static final Fields<Dev> SOURCE = F.in("source").untyped("seclabel");
        private static final Field<Dev, Optional<String>> PATH =
                SOURCE.optional("path", Codec.TEXT, Dev::path);
        static final Shape<Dev> SHAPE = F.shape(v -> new Dev(v.get(PATH), v.kept()), Dev::kept);

        @Override
        public String type() {
            return "dev";
        }
    }

    /// A named pipe, or a pair of them (`PATH.in`, `PATH.out`).
    ///
    /// @param path the pipe
    record Pipe(Optional<String> path, Kept kept) implements CharSource {
        private static final Fields<Pipe> F = Fields.of("pipe");
        private static final Fields<Pipe> SOURCE = F.in("source").untyped("seclabel");
        private static final Field<Pipe, Optional<String>> PATH =
                SOURCE.optional("path", Codec.TEXT, Pipe::path);
        static final Shape<Pipe> SHAPE = F.shape(v -> new Pipe(v.get(PATH), v.kept()), Pipe::kept);

        @Override
        public String type() {
            return "pipe";
        }
    }

    /// A file of the host that takes what the guest writes.
    record File(Optional<String> path, Optional<Boolean> append, Kept kept) implements CharSource {
        private static final Fields<File> F = Fields.of("file");
        private static final Fields<File> SOURCE = F.in("source").untyped("seclabel");
        private static final Field<File, Optional<String>> PATH =
                SOURCE.optional("path", Codec.TEXT, File::path);
        private static final Field<File, Optional<Boolean>> APPEND =
                SOURCE.optional("append", Codec.ON_OFF, File::append);
        static final Shape<File> SHAPE =
                F.shape(v -> new File(v.get(PATH), v.get(APPEND), v.kept()), File::kept);

        @Override
        public String type() {
            return "file";
        }
    }

    /// A unix socket.
    ///
    /// @param mode `bind` when the hypervisor listens, `connect` when it connects
    /// @param path the socket; empty until someone has chosen
    record Unix(
            Optional<String> mode, Optional<String> path, Optional<Reconnect> reconnect, Kept kept)
            implements CharSource {
        private static final Fields<Unix> F = Fields.of("unix");
        private static final Fields<Unix> SOURCE = F.in("source");
        private static final Field<Unix, Optional<String>> MODE =
                SOURCE.optional("mode", CharParts.MODES, Unix::mode);
        private static final Field<Unix, Optional<String>> PATH =
                SOURCE.optional("path", Codec.TEXT, Unix::path);
        private static final Field<Unix, Optional<Reconnect>> RECONNECT =
                SOURCE.maybe("reconnect", Reconnect.SHAPE, Unix::reconnect);

        static {
            SOURCE.untyped("seclabel");
        }

        static final Shape<Unix> SHAPE =
                F.shape(
                        v -> new Unix(v.get(MODE), v.get(PATH), v.get(RECONNECT), v.kept()),
                        Unix::kept);

        @Override
        public String type() {
            return "unix";
        }
    }

    /// A TCP connection.
    ///
    /// @param mode `bind` when the hypervisor listens, `connect` when it connects
    /// @param service the port's number or name
    /// @param protocol `raw`, `telnet`, `telnets` or `tls`
    record Tcp(
            Optional<String> mode,
            Optional<String> host,
            Optional<String> service,
            Optional<Boolean> tls,
            Optional<Reconnect> reconnect,
            Optional<String> protocol,
            Kept kept)
            implements CharSource {
        private static final Fields<Tcp> F = Fields.of("tcp");
        private static final Fields<Tcp> SOURCE = F.in("source");
        private static final Field<Tcp, Optional<String>> MODE =
                SOURCE.optional("mode", CharParts.MODES, Tcp::mode);
        private static final Field<Tcp, Optional<String>> HOST =
                SOURCE.optional("host", Codec.TEXT, Tcp::host);
        private static final Field<Tcp, Optional<String>> SERVICE =
                SOURCE.optional("service", Codec.TEXT, Tcp::service);
        private static final Field<Tcp, Optional<Boolean>> TLS =
                SOURCE.optional("tls", Codec.YES_NO, Tcp::tls);
        private static final Field<Tcp, Optional<Reconnect>> RECONNECT =
                SOURCE.maybe("reconnect", Reconnect.SHAPE, Tcp::reconnect);
        private static final Field<Tcp, Optional<String>> PROTOCOL =
                F.in("protocol")
                        .optional(
                                "type",
                                Codec.words("raw", "telnet", "telnets", "tls"),
                                Tcp::protocol);
        static final Shape<Tcp> SHAPE =
                F.shape(
                        v ->
                                new Tcp(
                                        v.get(MODE),
                                        v.get(HOST),
                                        v.get(SERVICE),
                                        v.get(TLS),
                                        v.get(RECONNECT),
                                        v.get(PROTOCOL),
                                        v.kept()),
                        Tcp::kept);

        @Override
        public String type() {
            return "tcp";
        }
    }

    /// UDP datagrams, with a near end, a far end or both.
    record Udp(List<End> ends) implements CharSource {
        private static final Fields<Udp> F = Fields.of("udp");
        private static final Field<Udp, List<End>> ENDS = F.many("source", End.SHAPE, Udp::ends);
        static final Shape<Udp> SHAPE = F.shape(v -> new Udp(v.get(ENDS)));

        public Udp {
            ends = List.copyOf(ends);
        }

        /// One end.
        ///
        /// @param mode `bind` for the near end, `connect` for the far one
        public record End(
                Optional<String> mode, Optional<String> host, Optional<String> service, Kept kept) {
            private static final Fields<End> F = Fields.of("source");
            private static final Field<End, Optional<String>> MODE =
                    F.optional("mode", CharParts.MODES, End::mode);
            private static final Field<End, Optional<String>> HOST =
                    F.optional("host", Codec.TEXT, End::host);
            private static final Field<End, Optional<String>> SERVICE =
                    F.optional("service", Codec.TEXT, End::service);
            static final Shape<End> SHAPE =
                    F.shape(
                            v -> new End(v.get(MODE), v.get(HOST), v.get(SERVICE), v.kept()),
                            End::kept);
        }

        @Override
        public Kept kept() {
            return Kept.NONE;
        }

        @Override
        public String type() {
            return "udp";
        }
    }

    /// A channel that the display's server forwards.
    ///
    /// @param type `spiceport` or `dbus`
    /// @param channel the channel's name
    record Display(String type, Optional<String> channel, Kept kept) implements CharSource {
        private static final Fields<Display> F = Fields.of("source");
        private static final Field<Display, Optional<String>> CHANNEL =
                F.in("source").optional("channel", Codec.WORD, Display::channel);
        static final Shape<Display> SHAPE =
                F.shape(v -> new Display(v.tag(), v.get(CHANNEL), v.kept()), Display::kept);
    }

    /// A host end that is known by its type only (`nmdm`, `qemu-vdagent`); its element is kept.
    record Untyped(String type, Optional<XmlElement> source) implements CharSource {
        private static final Fields<Untyped> F = Fields.of("source");
        private static final Field<Untyped, Optional<XmlElement>> SOURCE =
                F.raw("source", Untyped::source);
        static final Shape<Untyped> SHAPE = F.shape(v -> new Untyped(v.tag(), v.get(SOURCE)));

        @Override
        public Kept kept() {
            return Kept.NONE;
        }
    }

    /// Whether the hypervisor connects again after the other side went away.
    ///
    /// @param timeoutSeconds how long it waits before it tries
    record Reconnect(boolean enabled, OptionalInt timeoutSeconds, Kept kept) {
        private static final Fields<Reconnect> F = Fields.of("reconnect");
        private static final Field<Reconnect, Boolean> ENABLED =
                F.required("enabled", Codec.YES_NO, Reconnect::enabled);
        private static final Field<Reconnect, OptionalInt> TIMEOUT =
                F.optionalInt(
                        "timeout", Codec.number(0, Integer.MAX_VALUE), Reconnect::timeoutSeconds);
        static final Shape<Reconnect> SHAPE =
                F.shape(
                        v -> new Reconnect(v.get(ENABLED), v.get(TIMEOUT), v.kept()),
                        Reconnect::kept);

        public Reconnect {
            if (enabled && timeoutSeconds.isEmpty()) {
                throw new IllegalArgumentException(
                        "attribute 'timeout' is missing, which an enabled reconnect needs");
            }
        }
    }
}
