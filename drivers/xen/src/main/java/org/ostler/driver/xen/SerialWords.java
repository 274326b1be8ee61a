package org.ostler.driver.xen;

import org.ostler.model.CharSource;

import java.util.Optional;

/// Says where a serial port of an HVM guest goes, in the words of the device model's `-serial`
/// option, which libxl passes on (xl.cfg(5), "serial").
final class SerialWords {
    private SerialWords() {}

    static Optional<String> of(CharSource source, String path, Remarks remarks) {
        Optional<String> words =
                switch (source) {
                    case CharSource.Pty _ -> Optional.of("pty");
                    case CharSource.Plain plain when plain.type().equals("null") ->
                            Optional.of("null");
                    case CharSource.Plain plain when plain.type().equals("stdio") ->
                            Optional.of("stdio");
                    case CharSource.Dev dev -> dev.path();
                    case CharSource.File file -> file.path().map(name -> "file:" + name);
                    case CharSource.Pipe pipe -> pipe.path().map(name -> "pipe:" + name);
                    case CharSource.Unix unix ->
                            unix.path()
                                    .map(
                                            name ->
                                                    "unix:"
                                                            + name
                                                            + (listens(unix.mode())
                                                                    ? ",server,nowait"
                                                                    : ""));
                    case CharSource.Tcp tcp when tcp.service().isPresent() ->
                            Optional.of(
                                    (tcp.protocol().filter("telnet"::equals).isPresent()
                                                    ? "telnet:"
                                                    : "tcp:")
                                            + tcp.host().orElse("")
                                            + ":"
                                            + tcp.service().get()
                                            + (listens(tcp.mode()) ? ",server,nowait" : ""));
                    case CharSource.Plain _,
                            CharSource.Tcp _,
                            CharSource.Udp _,
                            CharSource.Display _,
                            CharSource.Untyped _ ->
                            Optional.empty();
                };
        if (words.isEmpty()) {
            remarks.unsupported(path, "libxl cannot lead a serial port there", "type 'pty'");
        }
        return words;
    }

    private static boolean listens(Optional<String> mode) {
        return mode.filter("bind"::equals).isPresent();
    }
}
