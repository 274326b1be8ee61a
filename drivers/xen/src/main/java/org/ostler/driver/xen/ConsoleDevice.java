package org.ostler.driver.xen;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.model.CharSource;
import org.ostler.model.Console;
import org.ostler.model.DomainSpec;
import org.ostler.model.Serial;

import java.util.ArrayList;
import java.util.List;

/// A console of a guest: its alias, and where below `/local/domain/N` xenstore says which terminal
/// it has.
///
/// xenconsoled gives terminals to the primary console (`console/tty`) and to further ones
/// (`device/console/I/tty`); an HVM guest's serial ports are its device model's (`serial/I/tty`).
/// Source: `xenstore-ls` on Xen 4.17.
///
/// @param alias libvirt's name for it, as in `serial0` or `console0`
record ConsoleDevice(String alias, String node) {
    static final String PRIMARY = "console/tty";

    private static final String SERIAL = "serial/0/tty";

    /// Whether xenconsoled may keep a log of it.
    boolean isPrimary() {
        return node.equals(PRIMARY);
    }

    /// The console of that alias, or the first one when the alias is empty.
    ///
    /// @throws Fault when there is none
    static ConsoleDevice find(DomainSpec spec, String wanted) {
        List<ConsoleDevice> all = all(spec);
        if (wanted.isEmpty()) {
            return all.isEmpty() ? primary(spec) : all.getFirst();
        }
        return all.stream()
                .filter(device -> device.alias.equals(wanted))
                .findFirst()
                .orElseThrow(
                        () ->
                                Fault.of(
                                        FaultCode.INVALID_ARG,
                                        FaultDomain.LIBXL,
                                        "invalid argument: cannot find console device '"
                                                + wanted
                                                + "'"));
    }

    /// Xen gives every guest a console, whether or not its description says so.
    static ConsoleDevice primary(DomainSpec spec) {
        return isHvm(spec)
                ? new ConsoleDevice("serial0", SERIAL)
                : new ConsoleDevice("console0", PRIMARY);
    }

    private static boolean isHvm(DomainSpec spec) {
        return XenGuestType.of(spec.os()).filter(type -> type == XenGuestType.HVM).isPresent();
    }

    private static List<ConsoleDevice> all(DomainSpec spec) {
        List<ConsoleDevice> found = new ArrayList<>();
        List<Serial> serials = spec.devices().serials();
        for (int i = 0; i < serials.size(); i++) {
            Serial serial = serials.get(i);
            if (serial.source() instanceof CharSource.Pty) {
                int port = serial.port().orElse(i);
                found.add(
                        new ConsoleDevice(
                                serial.alias().orElse("serial" + i), "serial/" + port + "/tty"));
            }
        }
        List<Console> consoles = spec.devices().consoles();
        for (int i = 0; i < consoles.size(); i++) {
            Console console = consoles.get(i);
            if (console.source() instanceof CharSource.Pty) {
                found.add(
                        new ConsoleDevice(
                                console.alias().orElse("console" + i), node(spec, console, i)));
            }
        }
        return found;
    }

    private static String node(DomainSpec spec, Console console, int index) {
        int port = console.port().orElse(index);
        boolean serial = console.targetType().map("serial"::equals).orElseGet(() -> isHvm(spec));
        if (serial) {
            return "serial/" + port + "/tty";
        }
        return port == 0 ? PRIMARY : "device/console/" + port + "/tty";
    }
}
