package org.ostler.cli;

import org.ostler.cli.output.Format;

import java.util.List;

/// The options that every command takes.
final class GlobalOptions {
    static final List<Option> ALL =
            List.of(
                    Option.valued(
                                    "connect",
                                    "URI",
                                    "the hypervisor, e.g. qemu:///system; without it $OSTLER_URI,"
                                        + " then $LIBVIRT_DEFAULT_URI, then what the daemon serves")
                            .or('c'),
                    Option.flag("read-only", "only look, over the socket that allows no more")
                            .or('r'),
                    Option.choice("output", "FORMAT", Format.words(), "write results as").or('o'),
                    Option.valued(
                            "timeout",
                            "TIME",
                            "the longest that is waited, e.g. 90, 90s, 5m, 250ms"),
                    Option.flag("quiet", "no sentence about what was done, and no progress")
                            .or('q'),
                    Option.flag("verbose", "with an error, what each layer said").or('v'),
                    Option.flag("help", "print help, for the command where there is one").or('h'),
                    Option.flag("version", "print the version").or('V'));

    private GlobalOptions() {}
}
