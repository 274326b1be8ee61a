package org.ostler.driver.xen;

import org.ostler.api.Plan;
import org.ostler.api.log.LateLogger;
import org.ostler.model.CharSource;
import org.ostler.model.Console;
import org.ostler.model.Devices;
import org.ostler.model.DomainSpec;
import org.ostler.model.Graphics;
import org.ostler.model.Kept;
import org.ostler.model.NetworkInterface;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes into a running domain's description what only its start could tell: the console's
/// terminal, the port of its display, the names of its network cards on the host.
///
/// Stateless. What the host does not tell is left as it was; that keeps no guest from running.
final class XenLive {
    private static final Logger LOG = LateLogger.of(XenLive.class);

    private final XenControl control;

    XenLive(XenControl control) {
        this.control = control;
    }

    /// The description with its holes filled.
    DomainSpec fill(DomainSpec spec, int domid) {
        Devices d = spec.devices();
        Optional<String> tty = tty(domid);
        List<NetworkInterface> cards = new ArrayList<>();
        for (int i = 0; i < d.interfaces().size(); i++) {
            NetworkInterface card = d.interfaces().get(i);
            cards.add(
                    card.target().isPresent()
                            ? card
                            : card.withTarget(Optional.of("vif" + domid + "." + i)));
        }
        List<Console> consoles = new ArrayList<>(d.consoles());
        if (tty.isPresent() && !consoles.isEmpty()) {
            consoles.set(0, onTerminal(consoles.getFirst(), tty.get()));
        }
        return spec.withDevices(
                d.withInterfaces(cards)
                        .withConsoles(consoles)
                        .withGraphics(d.graphics().stream().map(g -> display(g, domid)).toList()));
    }

    /// The description with the holes open again, as for another start: what [#fill] wrote for that
    /// domain is taken out.
    static DomainSpec open(DomainSpec spec, int domid) {
        Devices d = spec.devices();
        List<NetworkInterface> cards = new ArrayList<>();
        for (int i = 0; i < d.interfaces().size(); i++) {
            NetworkInterface card = d.interfaces().get(i);
            boolean filled = card.target().equals(Optional.of("vif" + domid + "." + i));
            cards.add(filled ? card.withTarget(Optional.empty()) : card);
        }
        return spec.withDevices(
                d.withInterfaces(cards)
                        .withConsoles(d.consoles().stream().map(XenLive::offTerminal).toList())
                        .withGraphics(d.graphics().stream().map(XenLive::anyPort).toList()));
    }

    /// The holes, by name, with how each is filled.
    static List<Plan.LateBinding> bindings(DomainSpec spec) {
        List<Plan.LateBinding> holes = new ArrayList<>();
        if (!spec.devices().consoles().isEmpty()) {
            holes.add(
                    new Plan.LateBinding(
                            "console0.tty", "the terminal that xenconsoled opens for the domain"));
        }
        for (int i = 0; i < spec.devices().interfaces().size(); i++) {
            if (spec.devices().interfaces().get(i).target().isEmpty()) {
                holes.add(
                        new Plan.LateBinding(
                                "interface" + i + ".dev",
                                "vif, the domain's number, a dot and " + i));
            }
        }
        for (int i = 0; i < spec.devices().graphics().size(); i++) {
            if (spec.devices().graphics().get(i) instanceof Graphics.Vnc vnc
                    && vnc.autoport().orElse(false)) {
                holes.add(
                        new Plan.LateBinding(
                                "graphics" + i + ".port",
                                "the first free port from 5900 that the device model finds"));
            }
        }
        return holes;
    }

    private static Console offTerminal(Console console) {
        return console.source() instanceof CharSource.Pty pty
                ? console.withSource(new CharSource.Pty(Optional.empty(), pty.kept()))
                        .withTty(Optional.empty())
                : console;
    }

    private static Graphics anyPort(Graphics graphics) {
        return graphics instanceof Graphics.Vnc vnc && vnc.autoport().orElse(false)
                ? vnc.withPort(-1)
                : graphics;
    }

    private static Console onTerminal(Console console, String tty) {
        return console.source() instanceof CharSource.Pty
                ? console.withSource(new CharSource.Pty(Optional.of(tty), Kept.NONE))
                        .withTty(Optional.of(tty))
                : console;
    }

    private Optional<String> tty(int domid) {
        try {
            return Optional.of(control.consoleTty(domid)).filter(path -> !path.isEmpty());
        } catch (LibxlException e) {
            LOG.log(Level.DEBUG, () -> "domain " + domid + " has no console yet", e);
            return Optional.empty();
        }
    }

    private Graphics display(Graphics graphics, int domid) {
        return switch (graphics) {
            case Graphics.Vnc vnc ->
                    vnc.port().orElse(-1) > 0 ? vnc : port(domid).map(vnc::withPort).orElse(vnc);
            case Graphics.Spice spice -> spice;
            case Graphics.Sdl sdl -> sdl;
            case Graphics.Untyped other -> other;
        };
    }

    private Optional<Integer> port(int domid) {
        try {
            return control.read("/local/domain/" + domid + "/console/vnc-port")
                    .map(Integer::parseInt);
        } catch (IOException | NumberFormatException e) {
            LOG.log(Level.DEBUG, () -> "the display of domain " + domid + " is unknown", e);
            return Optional.empty();
        }
    }
}
