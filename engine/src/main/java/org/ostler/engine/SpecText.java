package org.ostler.engine;

import org.ostler.api.XmlText;
import org.ostler.model.Devices;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.Graphics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What the engine asks of the model: text both ways, without passwords where they must not be
/// shown. Pure.
final class SpecText {
    private SpecText() {}

    /// Reads a description that was stored.
    ///
    /// @throws org.ostler.model.SpecException when it is none
    static DomainSpec parse(byte[] utf8) {
        return DomainXml.accepted(utf8).spec();
    }

    /// Writes a description.
    static XmlText format(DomainSpec spec, OptionalInt id) {
        return XmlText.of(DomainXml.format(spec, id));
    }

    /// The same description without passwords; the very same where it has none.
    static DomainSpec withoutSecrets(DomainSpec spec) {
        Devices devices = spec.devices();
        List<Graphics> shown = new ArrayList<>(devices.graphics().size());
        boolean changed = false;
        for (Graphics graphics : devices.graphics()) {
            changed |= hasPassword(graphics);
            shown.add(withoutPassword(graphics));
        }
        return changed ? spec.withDevices(devices.withGraphics(shown)) : spec;
    }

    /// Whether it has passwords.
    static boolean hasSecrets(DomainSpec spec) {
        return spec.devices().graphics().stream().anyMatch(SpecText::hasPassword);
    }

    private static boolean hasPassword(Graphics graphics) {
        return switch (graphics) {
            case Graphics.Vnc vnc -> vnc.password().isPresent();
            case Graphics.Spice spice -> spice.password().isPresent();
            case Graphics.Sdl ignored -> false;
            case Graphics.Untyped ignored -> false;
        };
    }

    private static Graphics withoutPassword(Graphics graphics) {
        return switch (graphics) {
            case Graphics.Vnc vnc -> vnc.withPassword(Optional.empty());
            case Graphics.Spice spice -> withoutPassword(spice);
            case Graphics.Sdl sdl -> sdl;
            case Graphics.Untyped untyped -> untyped;
        };
    }

    private static Graphics.Spice withoutPassword(Graphics.Spice spice) {
        return new Graphics.Spice(
                spice.port(),
                spice.tlsPort(),
                spice.autoport(),
                spice.listen(),
                spice.keymap(),
                spice.defaultMode(),
                Optional.empty(),
                spice.listeners(),
                spice.kept());
    }

    /// The most memory that it can have, in KiB.
    static long maxMemoryKib(DomainSpec spec) {
        return spec.memory().kib();
    }

    /// The memory that it has at its start, in KiB.
    static long memoryKib(DomainSpec spec) {
        return spec.currentMemory().kib();
    }

    /// The virtual processors that it has at its start.
    static int vcpus(DomainSpec spec) {
        return spec.vcpu().current().orElse(spec.vcpu().count());
    }
}
