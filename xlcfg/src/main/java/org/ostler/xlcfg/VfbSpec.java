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
/// @param vncunused whether to look for a free port
/// @param vncdisplay port 5900 and up
/// @param vnclisten address, and display behind a colon
/// @param vncpasswd the password
/// @param keymap the keyboard's language
/// @param sdl whether an X window shows it
/// @param opengl whether SDL uses OpenGL
/// @param display the X display
/// @param xauthority the file of X credentials
/// @param others keys without a component, as they stand
public record VfbSpec(
        Optional<String> type,
        Optional<Boolean> vnc,
        Optional<Boolean> vncunused,
        Optional<Long> vncdisplay,
        Optional<String> vnclisten,
        Optional<String> vncpasswd,
        Optional<String> keymap,
        Optional<Boolean> sdl,
        Optional<Boolean> opengl,
        Optional<String> display,
        Optional<String> xauthority,
        Map<String, String> others) {
    static final SpecShape<VfbSpec> SHAPE =
            new SpecShape<>(
                    "vfb",
                    List.of(
                            SpecKey.of("type", VfbSpec::type),
                            SpecKey.of("vnc", VfbSpec::vnc),
                            SpecKey.of("vncunused", VfbSpec::vncunused),
                            SpecKey.of("vncdisplay", VfbSpec::vncdisplay),
                            SpecKey.of("vnclisten", VfbSpec::vnclisten),
                            SpecKey.of("vncpasswd", VfbSpec::vncpasswd),
                            SpecKey.of("keymap", VfbSpec::keymap),
                            SpecKey.of("sdl", VfbSpec::sdl),
                            SpecKey.of("opengl", VfbSpec::opengl),
                            SpecKey.of("display", VfbSpec::display),
                            SpecKey.of("xauthority", VfbSpec::xauthority)),
                    VfbSpec::new,
                    VfbSpec::others);

    private VfbSpec(SpecWords words) {
        this(
                words.text("type"),
                words.truth("vnc"),
                words.truth("vncunused"),
                words.number("vncdisplay"),
                words.text("vnclisten"),
                words.text("vncpasswd"),
                words.text("keymap"),
                words.truth("sdl"),
                words.truth("opengl"),
                words.text("display"),
                words.text("xauthority"),
                words.others(Set.of("vncconsole", "videoram")));
    }

    public VfbSpec {
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }
}
