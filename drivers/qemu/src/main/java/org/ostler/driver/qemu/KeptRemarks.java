package org.ostler.driver.qemu;

import org.ostler.api.Plan;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.Remark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Says of everything that a definition holds and the model has no type for what this driver does
/// with it: carries it, leaves it out, or cannot run the guest without it. Nothing is dropped in
/// silence.
final class KeptRemarks {
    private static final Pattern ORDINAL = Pattern.compile("\\[\\d+]");

    /// What is carried after all, because the command line reads the kept element.
    private static final List<Pattern> CARRIED =
            List.of(
                    Pattern.compile("/domain/devices/controller/(model|target|master)(/.*)?"),
                    Pattern.compile("/domain/features/smm(/.*)?"),
                    Pattern.compile("/domain/iothreads(/.*)?"),
                    Pattern.compile("/domain/metadata(/.*)?"),
                    Pattern.compile("/domain/devices/audio(/.*)?"),
                    Pattern.compile("/domain/seclabel(/.*)?"));

    /// Devices and properties that a guest was built around: without them it is another guest.
    private static final Map<String, String> ESSENTIAL =
            Map.ofEntries(
                    Map.entry(
                            "/domain/devices/hostdev",
                            "host devices are not assigned by this driver yet"),
                    Map.entry(
                            "/domain/devices/filesystem",
                            "directories are not shared by this driver yet"),
                    Map.entry("/domain/devices/tpm", "TPMs are not emulated by this driver yet"),
                    Map.entry("/domain/devices/shmem", "memory is not shared by this driver yet"),
                    Map.entry(
                            "/domain/devices/memory",
                            "memory modules are not plugged by this driver yet"),
                    Map.entry(
                            "/domain/devices/iommu", "IOMMUs are not emulated by this driver yet"),
                    Map.entry(
                            "/domain/devices/vsock",
                            "vsock devices are not made by this driver yet"),
                    Map.entry(
                            "/domain/devices/crypto",
                            "crypto devices are not made by this driver yet"),
                    Map.entry(
                            "/domain/devices/disk/encryption",
                            "encrypted images need secrets, which this driver does not pass yet"),
                    Map.entry(
                            "/domain/devices/disk/source/encryption",
                            "encrypted images need secrets, which this driver does not pass yet"),
                    Map.entry(
                            "/domain/launchSecurity",
                            "encrypted guests are not started by this driver yet"),
                    Map.entry(
                            "/domain/cpu/numa",
                            "guest NUMA cells are not made by this driver yet"));

    private KeptRemarks() {}

    static List<Plan.Remark> of(DomainSpec spec) {
        List<Plan.Remark> remarks = new ArrayList<>();
        for (Remark kept : DomainXml.remarks(spec)) {
            String plain = ORDINAL.matcher(kept.path()).replaceAll("");
            if (CARRIED.stream().noneMatch(p -> p.matcher(plain).matches())) {
                remarks.add(remark(kept, plain));
            }
        }
        return remarks;
    }

    private static Plan.Remark remark(Remark kept, String plain) {
        String essential = ESSENTIAL.get(plain);
        if (essential != null) {
            return new Plan.Remark(Plan.Remark.Level.UNSUPPORTED, kept.path(), essential, "");
        }
        String reason =
                switch (kept.kind()) {
                    case UNTYPED -> "this driver has no use for it yet";
                    case UNKNOWN -> "nothing of that name is known at this place";
                    case REPEATED -> "only the first of these counts";
                    case EXTENSION -> "no extension that reads it is installed";
                    case REPORTED -> "no definition can say it, and it is left out";
                };
        return new Plan.Remark(Plan.Remark.Level.IGNORED, kept.path(), reason, "");
    }
}
