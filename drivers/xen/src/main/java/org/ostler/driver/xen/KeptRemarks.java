package org.ostler.driver.xen;

import org.ostler.api.Plan;
import org.ostler.api.Plan.Remark.Level;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.Remark;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Says of everything that a description holds and the model has no type for what becomes of it on
/// Xen.
final class KeptRemarks {
    private static final Pattern ORDINAL = Pattern.compile("\\[\\d+]");

    /// Read from the kept elements after all, or told by their own writer.
    private static final List<Pattern> CARRIED =
            List.of(
                    Pattern.compile("/domain/metadata(/.*)?"),
                    Pattern.compile("/domain/cputune(/.*)?"),
                    Pattern.compile("/domain/features/xen(/.*)?"),
                    Pattern.compile("/domain/devices/interface/ip(/.*)?"),
                    Pattern.compile("/domain/seclabel(/.*)?"));

    /// Without these it is another guest.
    private static final List<Pattern> ESSENTIAL =
            List.of(
                    Pattern.compile(
                            "/domain/devices/(hostdev|filesystem|tpm|shmem|memory|iommu|vsock|crypto|redirdev)"),
                    Pattern.compile("/domain/devices/disk/(source/)?encryption"),
                    Pattern.compile("/domain/devices/(disk|interface)/backenddomain"),
                    Pattern.compile("/domain/(launchSecurity|cpu/numa)"));

    private KeptRemarks() {}

    static List<Plan.Remark> of(DomainSpec spec) {
        var remarks = new ArrayList<Plan.Remark>();
        for (Remark kept : DomainXml.remarks(spec)) {
            String plain = ORDINAL.matcher(kept.path()).replaceAll("");
            if (matches(CARRIED, plain)) {
                continue;
            }
            if (matches(ESSENTIAL, plain)) {
                remarks.add(
                        new Plan.Remark(
                                Level.UNSUPPORTED,
                                kept.path(),
                                "this driver does not give it to Xen guests yet",
                                ""));
            } else {
                remarks.add(new Plan.Remark(Level.IGNORED, kept.path(), reason(kept.kind()), ""));
            }
        }
        return List.copyOf(remarks);
    }

    private static String reason(Remark.Kind kind) {
        return switch (kind) {
            case UNTYPED -> "this driver has no use for it yet";
            case UNKNOWN -> "nothing of that name is known at this place";
            case REPEATED -> "only the first of these counts";
            case EXTENSION -> "no extension that reads it is installed";
            case REPORTED -> "no definition can say it, and it is left out";
        };
    }

    private static boolean matches(List<Pattern> patterns, String path) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(path).matches());
    }
}
