package org.ostler.driver.qemu;

import org.ostler.model.DomainSpec;
import org.ostler.model.XmlElement;

import java.util.List;

/// Turns a canonical definition into QEMU's arguments: explicit to the last default, with every
/// comma escaped and nothing dropped in silence.
///
/// Pure but for the firmware's descriptions, which it reads. The same call makes a plan
/// ([LateValues#OPEN]) and a start.
public final class QemuCommandLine {
    private QemuCommandLine() {}

    /// The live form of a canonical definition: every device has its alias.
    public static DomainSpec live(DomainSpec canonical) {
        return Aliases.assign(canonical);
    }

    /// The arguments for a guest.
    ///
    /// @param live a canonical definition with aliases, as [#live] gives it
    /// @param late fills what only the start can know
    public static QemuArguments of(
            DomainSpec live, QemuTarget target, GuestPaths paths, LateValues late) {
        return of(live, target, paths, late, Firmware.ofHost());
    }

    static QemuArguments of(
            DomainSpec live,
            QemuTarget target,
            GuestPaths paths,
            LateValues late,
            Firmware firmware) {
        Arguments out = new Arguments(live, target, paths, late);
        machine(out, firmware);
        devices(out);
        end(out);
        return out.done(KeptRemarks.of(live));
    }

    private static void machine(Arguments out, Firmware firmware) {
        out.option(
                "-name", new KeyValues().add("guest", out.spec.name()).add("debug-threads", true));
        out.flag("-S");
        MachineArguments machine = new MachineArguments(out);
        machine.board(firmware);
        new CpuArguments(out).add();
        machine.memory();
        machine.cpus();
        ioThreads(out);
        out.spec.uuid().ifPresent(u -> out.option("-uuid", u.toString()));
        out.option("-display", "none");
        out.flag("-no-user-config");
        out.flag("-nodefaults");
        out.option("-chardev", monitor(out.paths));
        out.option("-mon", "chardev=charmonitor,id=monitor,mode=control");
        new ClockArguments(out).add();
        machine.power();
        machine.boot();
    }

    /// The argument by which a QEMU is known to be the one of a guest's directory: no other process
    /// has it.
    static String monitor(GuestPaths paths) {
        return KeyValues.of("socket")
                .add("id", "charmonitor")
                .add("path", paths.monitor().toString())
                .add("server", true)
                .add("wait", false)
                .toString();
    }

    private static void ioThreads(Arguments out) {
        List<XmlElement> kept = out.spec.kept().elements("iothreads");
        String text = kept.isEmpty() ? "0" : kept.getFirst().text().strip();
        int count;
        try {
            count = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw Refusals.xml("invalid iothreads count '" + text + "'");
        }
        for (int n = 1; n <= count; n++) {
            out.json(
                    "-object",
                    Json.object().put("qom-type", "iothread").put("id", "iothread" + n).build());
        }
    }

    private static void devices(Arguments out) {
        BootOrder order = new BootOrder(out.spec);
        new ControllerArguments(out, order).addAll();
        new DiskArguments(out).addAll(out.spec.devices().disks(), order);
        new NetArguments(out).addAll(out.spec.devices().interfaces(), order);
        new CharArguments(out).addAll();
        DeviceArguments devices = new DeviceArguments(out);
        devices.inputs();
        new DisplayArguments(out).addAll();
        devices.watchdogs();
        devices.balloon();
        devices.rngs();
    }

    private static void end(Arguments out) {
        if (out.target.binary().options().contains("sandbox")) {
            out.option(
                    "-sandbox",
                    "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny");
        }
        out.option("-msg", "timestamp=on");
    }
}
