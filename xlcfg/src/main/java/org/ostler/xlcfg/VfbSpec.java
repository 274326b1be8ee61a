package org.ostler.xlcfg;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A paravirtual frame buffer: xl.cfg(5), `vfb`. `type` is xend's way to choose between VNC and
/// SDL.
///
/// @param type `vnc` or `sdl`, of xend's time
/// @param vnc whether VNC shows it
/// @param vnclisten address, and display behind a colon
/// @param vncdisplay port 5900 and up
/// @param vncunused whether to look for a free port
/// @param vncpasswd the password
/// @param sdl whether an X window shows it
/// @param display the X display
/// @param xauthority the file of X credentials
/// @param opengl whether SDL uses OpenGL
/// @param keymap the keyboard's language
/// @param others keys without a component, as they stand
public record VfbSpec(
        Optional<String> type,
        Optional<Boolean> vnc,
        Optional<String> vnclisten,
        Optional<Long> vncdisplay,
        Optional<Boolean> vncunused,
        Optional<String> vncpasswd,
        Optional<Boolean> sdl,
        Optional<String> display,
        Optional<String> xauthority,
        Optional<Boolean> opengl,
        Optional<String> keymap,
        Map<String, String> others) {
    static final SpecShape<VfbSpec> SHAPE =
            new SpecShape<>(
                    "vfb",
                    List.of(
                            SpecKey.of("type", VfbSpec::type),
                            SpecKey.of("vnc", VfbSpec::vnc),
                            SpecKey.of("vnclisten", VfbSpec::vnclisten),
                            SpecKey.of("vncdisplay", VfbSpec::vncdisplay),
                            SpecKey.of("vncunused", VfbSpec::vncunused),
                            SpecKey.of("vncpasswd", VfbSpec::vncpasswd),
                            SpecKey.of("sdl", VfbSpec::sdl),
                            SpecKey.of("display", VfbSpec::display),
                            SpecKey.of("xauthority", VfbSpec::xauthority),
                            SpecKey.of("opengl", VfbSpec::opengl),
                            SpecKey.of("keymap", VfbSpec::keymap)),
                    VfbSpec::new,
                    VfbSpec::others);

    private VfbSpec(SpecWords words) {
        this(
                words.text("type"),
                words.truth("vnc"),
                words.text("vnclisten"),
                words.number("vncdisplay"),
                words.truth("vncunused"),
                words.text("vncpasswd"),
                words.truth("sdl"),
                words.text("display"),
                words.text("xauthority"),
                words.truth("opengl"),
                words.text("keymap"),
                words.others(Set.of("vncconsole", "videoram")));
    }

    public VfbSpec {
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }
}
