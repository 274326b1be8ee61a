package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.List;

/// Displays that QEMU does not have, or not beside each other.
final class GraphicsRules {
    private static final List<String> KNOWN =
            List.of("sdl", "vnc", "spice", "egl-headless", "dbus");

    private GraphicsRules() {}

    static void check(Guest guest) {
        List<Place> displays = guest.devices("graphics");
        long withGl =
                displays.stream()
                        .filter(g -> Said.attribute(g, "enable", "gl").equals("yes"))
                        .count();
        boolean remote =
                displays.stream()
                        .anyMatch(g -> Said.is(g, "type", "vnc") || Said.is(g, "type", "spice"));
        boolean alone = displays.stream().allMatch(g -> Said.is(g, "type", "egl-headless"));
        for (Place display : displays) {
            String type = Said.attribute(display, "type");
            Said.requireOneOf(KNOWN, type, display, "a display of type");
            if (!type.equals("egl-headless")) {
                continue;
            }
            Said.require(
                    remote || alone,
                    display,
                    "what 'egl-headless' draws is shown by none of the other displays",
                    "a display of type 'vnc' or 'spice' beside it");
            Said.require(
                    withGl == 0,
                    display,
                    "another display draws by OpenGL already",
                    "no element 'gl' with enable='yes' beside 'egl-headless'");
        }
        Said.require(
                withGl <= 1,
                displays.isEmpty() ? guest.domain() : displays.getLast(),
                "several displays draw by OpenGL",
                "one at most");
    }
}
