package org.ostler.model;

import java.util.List;

/// How the attribute `type` of a character device chooses its host end; pty without it, as in
/// libvirt.
final class CharSources {
    static final Variants<CharSource> VARIANTS =
            Variants.<CharSource>by("type")
                    .when(
                            List.of("null", "vc", "stdio", "spicevmc"),
                            CharSource.Plain.class,
                            CharSource.Plain.SHAPE,
                            CharSource.Plain::type)
                    .when("pty", CharSource.Pty.class, CharSource.Pty.SHAPE)
                    .when("dev", CharSource.Dev.class, CharSource.Dev.SHAPE)
                    .when("file", CharSource.File.class, CharSource.File.SHAPE)
                    .when("pipe", CharSource.Pipe.class, CharSource.Pipe.SHAPE)
                    .when("unix", CharSource.Unix.class, CharSource.Unix.SHAPE)
                    .when("tcp", CharSource.Tcp.class, CharSource.Tcp.SHAPE)
                    .when("udp", CharSource.Udp.class, CharSource.Udp.SHAPE)
                    .when(
                            List.of("spiceport", "dbus"),
                            CharSource.Display.class,
                            CharSource.Display.SHAPE,
                            CharSource.Display::type)
                    .when(
                            List.of("nmdm", "qemu-vdagent"),
                            CharSource.Untyped.class,
                            CharSource.Untyped.SHAPE,
                            CharSource.Untyped::type)
                    .otherwise("pty");

    private CharSources() {}
}
