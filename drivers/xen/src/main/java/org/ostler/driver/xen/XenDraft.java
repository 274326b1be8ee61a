package org.ostler.driver.xen;

import org.ostler.api.Plan;
import org.ostler.model.Devices;
import org.ostler.model.DomainSpec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// A definition while its defaults are written into it, with the record of who chose what. Confined
/// to one thread.
final class XenDraft {
    private final XenGuestType type;
    private final List<Plan.Value> values = new ArrayList<>();
    private DomainSpec spec;

    XenDraft(DomainSpec written, XenGuestType type) {
        this.spec = written;
        this.type = type;
    }

    XenGuestType type() {
        return type;
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

    /// The path of a device: numbered from 1 where there are several of a name.
    static String path(String element, int index, int count) {
        return "/domain/devices/" + element + (count > 1 ? "[" + (index + 1) + "]" : "");
    }
}
