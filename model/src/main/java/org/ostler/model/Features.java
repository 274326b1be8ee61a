package org.ostler.model;

import java.util.Optional;

/// Properties of the virtual machine that are on or off: `<features>`. Those with more to say than
/// that are kept as elements.
///
/// @param apicEoi whether the APIC's end-of-interrupt is paravirtualized
public record Features(
        boolean acpi,
        boolean apic,
        Optional<Boolean> apicEoi,
        boolean pae,
        Optional<Boolean> hap,
        boolean viridian,
        boolean privnet,
        Optional<Boolean> pvspinlock,
        Optional<Boolean> pmu,
        Optional<Boolean> vmport,
        Optional<Boolean> vmcoreinfo,
        Optional<Boolean> htm,
        Optional<Boolean> nestedHv,
        Optional<Boolean> ccfAssist,
        Kept kept) {
    private static final Fields<Features> F = Fields.of("features");
    private static final Field<Features, Boolean> ACPI = F.flag("acpi", Features::acpi);
    private static final Field<Features, Boolean> APIC = F.flag("apic", Features::apic);
    private static final Field<Features, Optional<Boolean>> APIC_EOI =
            F.inFlag().optional("eoi", Codec.ON_OFF, Features::apicEoi);
    private static final Field<Features, Boolean> PAE = F.flag("pae", Features::pae);
    private static final Field<Features, Optional<Boolean>> HAP = F.toggle("hap", Features::hap);
    private static final Field<Features, Boolean> VIRIDIAN = F.flag("viridian", Features::viridian);
    private static final Field<Features, Boolean> PRIVNET = F.flag("privnet", Features::privnet);

    static {
        F.untyped("hyperv", "kvm");
    }

    private static final Field<Features, Optional<Boolean>> PVSPINLOCK =
            F.toggle("pvspinlock", Features::pvspinlock);

    static {
        F.untyped("capabilities");
    }

    private static final Field<Features, Optional<Boolean>> PMU = F.toggle("pmu", Features::pmu);
    private static final Field<Features, Optional<Boolean>> VMPORT =
            F.toggle("vmport", Features::vmport);

    static {
        F.untyped("gic", "smm", "ioapic", "hpt");
    }

    private static final Field<Features, Optional<Boolean>> VMCOREINFO =
            F.toggle("vmcoreinfo", Features::vmcoreinfo);
    private static final Field<Features, Optional<Boolean>> HTM =
            F.in("htm").optional("state", Codec.ON_OFF, Features::htm);
    private static final Field<Features, Optional<Boolean>> NESTED_HV =
            F.in("nested-hv").optional("state", Codec.ON_OFF, Features::nestedHv);

    static {
        F.untyped("msrs");
    }

    private static final Field<Features, Optional<Boolean>> CCF_ASSIST =
            F.in("ccf-assist").optional("state", Codec.ON_OFF, Features::ccfAssist);
    static final Shape<Features> SHAPE =
            F.untyped("xen", "cfpc", "sbbc", "ibs", "tcg", "async-teardown")
                    .shape(Features::make, Features::kept);

    public Features {
        apicEoi = apic ? apicEoi : Optional.empty();
    }

    private static Features make(Values<Features> v) {
        return new Features(
                v.get(ACPI),
                v.get(APIC),
                v.get(APIC_EOI),
                v.get(PAE),
                v.get(HAP),
                v.get(VIRIDIAN),
                v.get(PRIVNET),
                v.get(PVSPINLOCK),
                v.get(PMU),
                v.get(VMPORT),
                v.get(VMCOREINFO),
                v.get(HTM),
                v.get(NESTED_HV),
                v.get(CCF_ASSIST),
                v.kept());
    }

    /// No feature at all.
    public static Features none() {
        Optional<Boolean> unset = Optional.empty();
        return new Features(
                false, false, unset, false, unset, false, false, unset, unset, unset, unset, unset,
                unset, unset, Kept.NONE);
    }

    public Features withAcpi(boolean on) {
        return SHAPE.with(this, ACPI, on);
    }

    public Features withApic(boolean on) {
        return SHAPE.with(this, APIC, on);
    }

    public Features withPae(boolean on) {
        return SHAPE.with(this, PAE, on);
    }

    public Features withHap(Optional<Boolean> on) {
        return SHAPE.with(this, HAP, on);
    }

    public Features withViridian(boolean on) {
        return SHAPE.with(this, VIRIDIAN, on);
    }
}
