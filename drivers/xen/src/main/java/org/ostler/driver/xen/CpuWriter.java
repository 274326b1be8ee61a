package org.ostler.driver.xen;

import org.ostler.model.Clock;
import org.ostler.model.CpuSpec;
import org.ostler.model.DomainSpec;
import org.ostler.model.Features;
import org.ostler.xlcfg.Json;

import java.util.Optional;

/// Writes what a guest sees of its processor and its clock into `libxl_domain_build_info`.
final class CpuWriter {
    private final DomainSpec spec;
    private final XenGuestType type;
    private final Remarks remarks;

    CpuWriter(DomainSpec spec, XenGuestType type, Remarks remarks) {
        this.spec = spec;
        this.type = type;
        this.remarks = remarks;
    }

    void writeTo(Json.Builder info) {
        features(info, spec.features().orElseGet(Features::none));
        spec.cpu().ifPresent(cpu -> processor(info, cpu));
        clock(info, spec.clock());
    }

    private void features(Json.Builder info, Features features) {
        if (type != XenGuestType.PV) {
            info.put("acpi", Json.defbool(features.acpi()));
            info.put("apic", Json.defbool(features.apic() || type == XenGuestType.PVH));
        } else {
            remarks.ignoredIf(features.acpi(), "/domain/features/acpi", "a PV guest has no ACPI");
            remarks.ignoredIf(features.apic(), "/domain/features/apic", "a PV guest has no APIC");
            remarks.ignoredIf(
                    features.hap(),
                    "/domain/features/hap",
                    "a PV guest uses no hardware-assisted paging");
        }
        if (type != XenGuestType.HVM) {
            remarks.ignoredIf(
                    features.viridian(), "/domain/features/viridian", "only an HVM guest has it");
        }
        features.pmu().ifPresent(pmu -> info.put("vpmu", Json.defbool(pmu)));
        String none = "libxl has no such setting";
        remarks.ignoredIf(features.apicEoi(), "/domain/features/apic/@eoi", none);
        remarks.ignoredIf(features.privnet(), "/domain/features/privnet", none);
        remarks.ignoredIf(features.pvspinlock(), "/domain/features/pvspinlock", none);
        remarks.ignoredIf(features.vmport(), "/domain/features/vmport", none);
        remarks.ignoredIf(features.vmcoreinfo(), "/domain/features/vmcoreinfo", none);
        remarks.ignoredIf(features.htm(), "/domain/features/htm", none);
        remarks.ignoredIf(features.nestedHv(), "/domain/features/nested-hv", none);
        remarks.ignoredIf(features.ccfAssist(), "/domain/features/ccf-assist", none);
    }

    private void processor(Json.Builder info, CpuSpec cpu) {
        Optional<String> mode = cpu.mode();
        if (mode.isPresent() && !mode.get().equals("host-passthrough")) {
            remarks.unsupported(
                    "/domain/cpu/@mode",
                    "Xen shows a guest the host's processor; mode '"
                            + mode.get()
                            + "' is not there",
                    "host-passthrough");
        }
        for (CpuSpec.Feature feature : cpu.features()) {
            String policy = feature.policy().orElse("require");
            boolean wanted = policy.equals("require") || policy.equals("force");
            boolean nested = feature.name().equals("vmx") || feature.name().equals("svm");
            if (nested && type == XenGuestType.HVM && (wanted || policy.equals("disable"))) {
                info.put("nested_hvm", Json.defbool(wanted));
            } else {
                remarks.ignored(
                        "/domain/cpu/feature",
                        "feature " + feature.name() + " cannot be switched by this driver yet");
            }
        }
        remarks.ignoredIf(
                cpu.topology(), "/domain/cpu/topology", "Xen arranges virtual CPUs itself");
        remarks.ignoredIf(
                cpu.model(), "/domain/cpu/model", "Xen shows a guest the host's processor");
        remarks.ignoredIf(
                cpu.vendor(), "/domain/cpu/vendor", "Xen shows a guest the host's processor");
    }

    private void clock(Json.Builder info, Clock clock) {
        switch (clock.offset()) {
            case UTC -> info.put("localtime", Json.defbool(false));
            case LOCALTIME -> info.put("localtime", Json.defbool(true));
            case VARIABLE -> {
                info.put(
                        "localtime",
                        Json.defbool(clock.basis().filter("localtime"::equals).isPresent()));
                clock.adjustment().ifPresent(text -> adjust(info, text));
            }
            case TIMEZONE ->
                    remarks.unsupported(
                            "/domain/clock/@timezone",
                            "libxl knows the host's time zone and UTC only",
                            "localtime or utc");
            case ABSOLUTE ->
                    remarks.unsupported(
                            "/domain/clock/@offset",
                            "libxl cannot start a clock at a given time",
                            "variable");
        }
        for (Clock.Timer timer : clock.timers()) {
            timer(info, timer);
        }
    }

    private void adjust(Json.Builder info, String seconds) {
        try {
            int offset = Integer.parseInt(seconds);
            if (offset != 0) {
                info.put("rtc_timeoffset", Integer.toUnsignedLong(offset));
            }
        } catch (NumberFormatException e) {
            remarks.ignored(
                    "/domain/clock/@adjustment", "'" + seconds + "' is no number of seconds");
        }
    }

    private void timer(Json.Builder info, Clock.Timer timer) {
        String path = "/domain/clock/timer[@name='" + timer.name() + "']";
        switch (timer.name()) {
            case "tsc" -> {
                String mode = timer.mode().orElse("auto");
                switch (mode) {
                    case "auto" -> info.put("tsc_mode", "default");
                    case "native" -> info.put("tsc_mode", "native");
                    case "emulate" -> info.put("tsc_mode", "always_emulate");
                    default ->
                            remarks.unsupported(
                                    path,
                                    "Xen has no time stamp counter of mode '" + mode + "'",
                                    "native");
                }
            }
            case "hpet" -> {
                if (type != XenGuestType.HVM) {
                    remarks.ignored(path, "only an HVM guest has one");
                }
            }
            default -> remarks.ignored(path, "libxl cannot set it");
        }
    }
}
