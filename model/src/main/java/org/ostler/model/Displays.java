package org.ostler.model;

import java.util.List;

/// How the attribute `type` of `<graphics>` chooses the kind.
final class Displays {
    static final Shape<Graphics> SHAPE =
            Shape.choice(
                    Variants.<Graphics>by("type")
                            .when("vnc", Graphics.Vnc.class, Graphics.Vnc.SHAPE)
                            .when("spice", Graphics.Spice.class, Graphics.Spice.SHAPE)
                            .when("sdl", Graphics.Sdl.class, Graphics.Sdl.SHAPE)
                            .when(
                                    List.of("rdp", "desktop", "egl-headless", "dbus"),
                                    Graphics.Untyped.class,
                                    Graphics.Untyped.SHAPE,
                                    Graphics.Untyped::type));

    private Displays() {}
}
