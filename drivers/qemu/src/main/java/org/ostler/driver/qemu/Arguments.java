package org.ostler.driver.qemu;

import org.ostler.api.Plan;
import org.ostler.model.Address;
import org.ostler.model.DomainSpec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The command line of one guest while it is put together, with what each part needs to know.
/// Confined to one thread.
final class Arguments {
    final DomainSpec spec;
    final QemuTarget target;
    final GuestPaths paths;
    private final LateValues late;
    private final SharedSlots shared;
    private final List<String> words = new ArrayList<>();
    private final List<QmpCommand> setup = new ArrayList<>();
    private final List<Plan.LateBinding> bindings = new ArrayList<>();
    private final List<Plan.Remark> remarks = new ArrayList<>();

    Arguments(DomainSpec live, QemuTarget target, GuestPaths paths, LateValues late) {
        this.spec = live;
        this.target = target;
        this.paths = paths;
        this.late = late;
        this.shared = new SharedSlots(live);
    }

    void flag(String option) {
        words.add(option);
    }

    void option(String option, String value) {
        words.add(option);
        words.add(value);
    }

    void option(String option, KeyValues value) {
        option(option, value.toString());
    }

    void json(String option, Json.Obj value) {
        option(option, JsonText.write(value));
    }

    /// `-device`; a device that this QEMU does not have becomes an obstacle.
    void device(String path, Json.Obj device) {
        String driver = device.string("driver").orElse("");
        if (!target.binary().hasDevice(driver) && !isAlias(driver)) {
            remark(
                    Plan.Remark.Level.UNSUPPORTED,
                    path,
                    "this QEMU has no device '" + driver + "'",
                    "");
            return;
        }
        json("-device", device);
    }

    /// `ahci` and `lsi` are second names, which QEMU does not list as types.
    private static boolean isAlias(String driver) {
        return driver.equals("ahci") || driver.equals("lsi");
    }

    /// A monitor command for after the start.
    void afterwards(QmpCommand command) {
        setup.add(command);
    }

    /// Fills a hole.
    String late(String name, String rule) {
        Plan.LateBinding hole = new Plan.LateBinding(name, rule);
        bindings.add(hole);
        return late.value(hole);
    }

    void remark(Plan.Remark.Level level, String path, String reason, String instead) {
        remarks.add(new Plan.Remark(level, path, reason, instead));
    }

    void unsupported(String path, String reason) {
        remark(Plan.Remark.Level.UNSUPPORTED, path, reason, "");
    }

    void ignored(String path, String reason) {
        remark(Plan.Remark.Level.IGNORED, path, reason, "");
    }

    boolean pcie() {
        return PciModel.isPcie(spec);
    }

    /// Adds `bus` and `addr` of a device on PCI or USB, or what its address says for other buses.
    Json.ObjBuilder place(Json.ObjBuilder device, Optional<Address> address) {
        if (address.orElse(null) instanceof Address.Pci a) {
            device.put("bus", pciBus(a.bus()));
            if (a.multifunction().orElseGet(() -> shared.isHead(a))) {
                device.put("multifunction", true);
            }
            device.put(
                    "addr",
                    "0x"
                            + Integer.toHexString(a.slot())
                            + (a.function() > 0 ? ".0x" + a.function() : ""));
        } else if (address.orElse(null) instanceof Address.Usb a) {
            device.put("bus", Aliases.usb(a.bus()) + ".0");
            a.port().ifPresent(port -> device.put("port", port));
        }
        return device;
    }

    private String pciBus(int index) {
        return index == 0 && pcie() ? "pcie.0" : "pci." + index;
    }

    QemuArguments done(List<Plan.Remark> more) {
        List<Plan.Remark> all = new ArrayList<>(more);
        all.addAll(remarks);
        return new QemuArguments(words, setup, bindings, all);
    }
}
