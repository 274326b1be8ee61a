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

    Draft(DomainSpec written, QemuTarget target) {
        this.spec = written;
        this.target = target;
    }

    QemuTarget target() {
        return target;
    }

    QemuBinary qemu() {
        return target.binary();
    }

    DomainSpec spec() {
        return spec;
    }

    Devices devices() {
        return spec.devices();
    }

    void change(UnaryOperator<DomainSpec> change) {
        spec = change.apply(spec);
    }

    void changeDevices(UnaryOperator<Devices> change) {
        spec = spec.withDevices(change.apply(spec.devices()));
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
    static <T> List<T> each(List<T> devices, String element, Step<T> step) {
        List<T> changed = new ArrayList<>(devices.size());
        for (int i = 0; i < devices.size(); i++) {
            changed.add(step.change(devices.get(i), path(element, i, devices.size())));
        }
        return changed;
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
