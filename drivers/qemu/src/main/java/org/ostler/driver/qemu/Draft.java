package org.ostler.driver.qemu;

import org.ostler.api.Plan;
import org.ostler.engine.spi.Canonical;
import org.ostler.model.Devices;
import org.ostler.model.DomainSpec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// A definition while its defaults are written into it, with the record of who chose what. Confined
/// to one thread.
final class Draft {
    private final QemuTarget target;
    private final List<Plan.Value> values = new ArrayList<>();
    private final List<Canonical.Pin> pins = new ArrayList<>();
    private DomainSpec spec;

    /// Newer than those of `spec`, which are brought up when somebody asks for it: they are changed
    /// many times in a row.
    private Devices devices;

    Draft(DomainSpec written, QemuTarget target) {
        this.spec = written;
        this.devices = written.devices();
        this.target = target;
    }

    QemuTarget target() {
        return target;
    }

    QemuBinary qemu() {
        return target.binary();
    }

    DomainSpec spec() {
        spec = spec.withDevices(devices);
        return spec;
    }

    Devices devices() {
        return devices;
    }

    void change(UnaryOperator<DomainSpec> change) {
        spec = change.apply(spec());
        devices = spec.devices();
    }

    void changeDevices(UnaryOperator<Devices> change) {
        devices = change.apply(devices);
    }

    /// Notes a value that the user did not write.
    void chose(String path, String value, Plan.Provenance source, String detail) {
        values.add(new Plan.Value(path, value, source, detail));
    }

    /// Notes a default of this driver's.
    void chose(String path, String value, String detail) {
        chose(path, value, Plan.Provenance.DRIVER, detail);
    }

    List<Plan.Value> values() {
        return values;
    }

    List<Canonical.Pin> pins() {
        return pins;
    }

    /// Changes each device of a list with its path at hand.
    ///
    /// @param element the name of its element
    @SuppressWarnings("ReferenceEquality") // steps return the very device that they do not change
    static <T> List<T> each(List<T> devices, String element, Step<T> step) {
        List<T> changed = new ArrayList<>(devices.size());
        boolean same = true;
        for (int i = 0; i < devices.size(); i++) {
            T before = devices.get(i);
            T after = step.change(before, path(element, i, devices.size()));
            same &= after == before;
            changed.add(after);
        }
        return same ? devices : changed;
    }

    /// The path of a device: numbered from 1 where there are several of a name.
    static String path(String element, int index, int count) {
        return "/domain/devices/" + element + (count > 1 ? "[" + (index + 1) + "]" : "");
    }

    /// One device's change.
    interface Step<T> {
        T change(T device, String path);
    }
}
