package org.ostler.xlcfg;

import org.ostler.model.XmlElement;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Screens as a domain's description has them, both ways.
final class DisplayXml {
    private static final long FIRST_PORT = 5900;
    private static final Optional<String> NONE = Optional.empty();
    private static final VfbSpec NO_VFB =
            new VfbSpec(
                    NONE,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    NONE,
                    NONE,
                    NONE,
                    Optional.empty(),
                    Optional.empty(),
                    NONE,
                    NONE,
                    Map.of());

    private DisplayXml() {}

    /// The screen of a fully virtualised guest.
    static Optional<Xml> toXml(XlConfig config) {
        if (flag(config, XlHvmOptions.SPICE)) {
            return Optional.of(spice(config));
        }
        VfbSpec screen =
                new VfbSpec(
                        NONE,
                        config.get(XlHvmOptions.VNC),
                        config.get(XlHvmOptions.VNCUNUSED),
                        config.get(XlHvmOptions.VNCDISPLAY),
                        config.get(XlHvmOptions.VNCLISTEN),
                        config.get(XlHvmOptions.VNCPASSWD),
                        config.get(XlHvmOptions.KEYMAP),
                        config.get(XlHvmOptions.SDL),
                        config.get(XlHvmOptions.OPENGL),
                        config.get(XlHvmOptions.DISPLAY),
                        config.get(XlHvmOptions.XAUTHORITY),
                        Map.of());
        boolean any = flag(config, XlHvmOptions.VNC) || flag(config, XlHvmOptions.SDL);
        return any ? Optional.of(toXml(screen)) : Optional.empty();
    }

    private static boolean flag(XlConfig config, XlOption<Boolean> option) {
        return config.get(option).orElse(false);
    }

    static Xml toXml(VfbSpec screen) {
        boolean sdl =
                screen.type()
                        .map("sdl"::equals)
                        .orElse(screen.sdl().orElse(false) && !screen.vnc().orElse(false));
        if (sdl) {
            return Xml.of("graphics")
                    .with("type", "sdl")
                    .with("display", screen.display())
                    .with("xauth", screen.xauthority());
        }
        String listen = screen.vnclisten().orElse("");
        int colon = listen.lastIndexOf(':');
        boolean display = colon > 0 && listen.substring(colon + 1).matches("[0-9]{1,4}");
        Optional<Long> number =
                screen.vncdisplay()
                        .or(
                                () ->
                                        display
                                                ? Optional.of(
                                                        Long.parseLong(listen.substring(colon + 1)))
                                                : Optional.empty());
        boolean unused = screen.vncunused().orElse(number.isEmpty());
        Xml xml =
                Xml.of("graphics")
                        .with("type", "vnc")
                        .with("port", unused ? -1 : FIRST_PORT + number.orElse(0L))
                        .with("autoport", unused ? "yes" : "no");
        Optional<String> address =
                screen.vnclisten()
                        .map(is -> display ? is.substring(0, colon) : is)
                        .filter(is -> !is.isEmpty());
        return xml.with("listen", address)
                .with("keymap", screen.keymap())
                .with("passwd", screen.vncpasswd())
                .add(Xml.of("listen").with("type", "address").with("address", address));
    }

    private static Xml spice(XlConfig config) {
        Optional<String> host = config.get(XlHvmOptions.SPICEHOST);
        Xml xml =
                Xml.of("graphics")
                        .with("type", "spice")
                        .with("port", config.get(XlHvmOptions.SPICEPORT).map(String::valueOf))
                        .with(
                                "tlsPort",
                                config.get(XlHvmOptions.SPICETLS_PORT).map(String::valueOf))
                        .with("autoport", "no")
                        .with("listen", host)
                        .with("passwd", config.get(XlHvmOptions.SPICEPASSWD))
                        .add(Xml.of("listen").with("type", "address").with("address", host));
        xml.add(
                config.get(XlHvmOptions.SPICE_IMAGE_COMPRESSION)
                        .map(is -> Xml.of("image").with("compression", is)));
        xml.add(
                config.get(XlHvmOptions.SPICE_STREAMING_VIDEO)
                        .map(is -> Xml.of("streaming").with("mode", is)));
        xml.add(
                config.get(XlHvmOptions.SPICEAGENT_MOUSE)
                        .map(is -> Xml.of("mouse").with("mode", is ? "client" : "server")));
        boolean clipboard =
                flag(config, XlHvmOptions.SPICEVDAGENT)
                        && flag(config, XlHvmOptions.SPICE_CLIPBOARD_SHARING);
        return xml.add(Xml.of("clipboard").with("copypaste", clipboard ? "yes" : "no"));
    }

    /// The options of a fully virtualised guest that say the same as its screens.
    static XlConfig toConfig(List<XmlElement> screens, XlConfig config) {
        XlConfig all = config;
        for (XmlElement screen : screens) {
            all =
                    switch (screen.attribute("type").orElse("")) {
                        case "spice" -> spice(screen, all);
                        case "vnc" -> vnc(vfb(screen), all);
                        case "sdl" ->
                                all.with(XlHvmOptions.SDL, true)
                                        .with(XlHvmOptions.VNC, false)
                                        .with(XlHvmOptions.DISPLAY, screen.attribute("display"))
                                        .with(XlHvmOptions.XAUTHORITY, screen.attribute("xauth"));
                        default -> all;
                    };
        }
        return all;
    }

    private static XlConfig vnc(VfbSpec vfb, XlConfig config) {
        return config.with(XlHvmOptions.SDL, false)
                .with(XlHvmOptions.VNC, true)
                .with(XlHvmOptions.VNCUNUSED, vfb.vncunused())
                .with(XlHvmOptions.VNCDISPLAY, vfb.vncdisplay())
                .with(XlHvmOptions.VNCLISTEN, vfb.vnclisten())
                .with(XlHvmOptions.VNCPASSWD, vfb.vncpasswd())
                .with(XlHvmOptions.KEYMAP, vfb.keymap());
    }

    /// The frame buffer of a paravirtual guest that says the same as a screen.
    static VfbSpec vfb(XmlElement screen) {
        if (Xml.is(screen, "type", "sdl")) {
            return new VfbSpec(
                    Optional.of("sdl"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    NONE,
                    NONE,
                    NONE,
                    Optional.empty(),
                    Optional.empty(),
                    screen.attribute("display"),
                    screen.attribute("xauth"),
                    Map.of());
        }
        if (!Xml.is(screen, "type", "vnc")) {
            return NO_VFB;
        }
        boolean auto = !Xml.is(screen, "autoport", "no");
        Optional<Long> port = Xml.number(screen, "port").filter(is -> is >= FIRST_PORT);
        return new VfbSpec(
                Optional.of("vnc"),
                Optional.empty(),
                Optional.of(auto || port.isEmpty()),
                auto ? Optional.empty() : port.map(is -> is - FIRST_PORT),
                listen(screen),
                screen.attribute("passwd"),
                screen.attribute("keymap"),
                Optional.empty(),
                Optional.empty(),
                NONE,
                NONE,
                Map.of());
    }

    private static Optional<String> listen(XmlElement screen) {
        return screen.attribute("listen").or(() -> Xml.childAttribute(screen, "listen", "address"));
    }

    private static XlConfig spice(XmlElement screen, XlConfig config) {
        Optional<String> mouse = Xml.childAttribute(screen, "mouse", "mode");
        boolean clipboard =
                Xml.childAttribute(screen, "clipboard", "copypaste")
                        .filter("yes"::equals)
                        .isPresent();
        Optional<String> password = screen.attribute("passwd");
        XlConfig all =
                config.with(XlHvmOptions.SDL, false)
                        .with(XlHvmOptions.VNC, false)
                        .with(XlHvmOptions.SPICE, true)
                        .with(XlHvmOptions.SPICEHOST, listen(screen))
                        .with(
                                XlHvmOptions.SPICEPORT,
                                Xml.number(screen, "port").filter(is -> is > 0))
                        .with(
                                XlHvmOptions.SPICETLS_PORT,
                                Xml.number(screen, "tlsPort").filter(is -> is > 0))
                        .with(XlHvmOptions.SPICEDISABLE_TICKETING, password.isEmpty())
                        .with(XlHvmOptions.SPICEPASSWD, password)
                        .with(XlHvmOptions.SPICEAGENT_MOUSE, mouse.map("client"::equals))
                        .with(
                                XlHvmOptions.SPICE_IMAGE_COMPRESSION,
                                Xml.childAttribute(screen, "image", "compression"))
                        .with(
                                XlHvmOptions.SPICE_STREAMING_VIDEO,
                                Xml.childAttribute(screen, "streaming", "mode"));
        return clipboard
                ? all.with(XlHvmOptions.SPICEVDAGENT, true)
                        .with(XlHvmOptions.SPICE_CLIPBOARD_SHARING, true)
                : all;
    }
}
