package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;
import org.ostler.model.SpecException;
import org.ostler.model.XmlReader;

import java.util.Set;

/// A definition for tests of rules, and what the rules say to it.
///
/// @param arch the guest's architecture
/// @param machine its machine type
/// @param parts elements of the domain beside its devices
/// @param devices elements of its devices
/// @param boot elements of how it boots
/// @param firmware the kind of firmware that the host chooses; may be empty
record Definition(
        String arch, String machine, String parts, String devices, String boot, String firmware) {
    static final Definition PC = new Definition("x86_64", "pc", "", "");
    static final Definition Q35 = new Definition("x86_64", "q35", "", "");
    static final Definition ARM = new Definition("aarch64", "virt", "", "");
    static final Definition PSERIES = new Definition("ppc64", "pseries", "", "");
    static final Definition S390 = new Definition("s390x", "s390-ccw-virtio", "", "");

    private Definition(String arch, String machine, String parts, String devices) {
        this(arch, machine, parts, devices, "", "");
    }

    static Definition of(String arch, String machine) {
        return new Definition(arch, machine, "", "");
    }

    Definition with(String more) {
        return new Definition(arch, machine, parts + more, devices, boot, firmware);
    }

    Definition having(String more) {
        return new Definition(arch, machine, parts, devices + more, boot, firmware);
    }

    Definition booting(String more) {
        return new Definition(arch, machine, parts, devices, boot + more, firmware);
    }

    Definition choosing(String kind) {
        return new Definition(arch, machine, parts, devices, boot, kind);
    }

    private Place place() {
        return Place.of(
                XmlReader.standard()
                        .read(
                                "<domain"
                                    + " type='qemu'><name>g</name><memory>524288</memory><vcpu>8</vcpu>"
                                        + (firmware.isEmpty()
                                                ? "<os>"
                                                : "<os firmware='" + firmware + "'>")
                                        + "<type arch='"
                                        + arch
                                        + "' machine='"
                                        + machine
                                        + "'>hvm</type>"
                                        + boot
                                        + "</os>"
                                        + parts
                                        + "<devices>"
                                        + devices
                                        + "</devices></domain>"));
    }

    /// Where and why it is refused; empty where it is taken.
    String refusal() {
        try {
            QemuRules.check(place());
            return "";
        } catch (SpecException refused) {
            return refused.path() + ": " + refused.problem() + "; " + refused.expected().orElse("");
        }
    }

    /// Where and why it is refused by a QEMU that can do these; empty where it is taken.
    String refusalBy(Set<Ability> abilities) {
        try {
            QemuRules.check(place(), abilities::contains);
            return "";
        } catch (SpecException refused) {
            return refused.path() + ": " + refused.problem();
        }
    }
}
