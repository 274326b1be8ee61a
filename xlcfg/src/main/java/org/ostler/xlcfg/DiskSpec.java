package org.ostler.xlcfg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A disk: xl-disk-configuration(5), today's spelling and xend's.
///
/// @param target the device or file, or what the script makes of it; nothing for an empty drive
/// @param format `raw`, `qcow`, `qcow2`, `vhd`, `qed` or `empty`
/// @param vdev the device as the guest sees it, such as `xvda`
/// @param cdrom whether it is a drive for CDs
/// @param backend the domain that serves it
/// @param backendType `phy`, `tap`, `qdisk` or `standalone`
/// @param script the program that makes a device of the target
/// @param directIoSafe whether the target is on no network file system, so that qdisk need not
///   avoid direct I/O
/// @param discard whether the guest is told that it can discard
/// @param trusted whether the guest may trust the back end; Xen 4.18 and later
/// @param specification `xen` or `virtio`
/// @param others settings without a component, such as those of COLO, as they stand
/// @param prefixes words before the target in xend's spelling, such as `tap2` and `aio`; not empty
///   when the disk is spelled that way
public record DiskSpec(
        Optional<String> target,
        Optional<String> format,
        String vdev,
        Optional<Access> access,
        boolean cdrom,
        Optional<String> backend,
        Optional<String> backendType,
        Optional<String> script,
        boolean directIoSafe,
        Optional<Boolean> discard,
        Optional<Boolean> trusted,
        Optional<String> specification,
        Map<String, String> others,
        List<String> prefixes) {
    static final XlKind<DiskSpec> ITEM =
            XlKind.spec("a disk specification", DiskReader::read, DiskSpec::text);
    static final XlKind<List<DiskSpec>> KIND = XlKind.list("a list of disk specifications", ITEM);

    public DiskSpec {
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
        prefixes = List.copyOf(prefixes);
    }

    /// What the guest may do with a disk.
    public enum Access {
        READ_ONLY("ro", "r"),
        READ_WRITE("rw", "w"),
        /// Writable although somebody else has it open too: xend's `w!`, which xl does not know.
        SHARED("!", "!");

        private final String word;
        private final String letter;

        Access(String word, String letter) {
            this.word = word;
            this.letter = letter;
        }

        static Optional<Access> of(String text) {
            for (Access access : values()) {
                if (access.word.equals(text) || access.letter.equals(text)) {
                    return Optional.of(access);
                }
            }
            return text.equals("w!") ? Optional.of(SHARED) : Optional.empty();
        }
    }

    /// Whether the guest may only read: as it says, and without a word for drives for CDs.
    public boolean readOnly() {
        return access.map(is -> is == Access.READ_ONLY).orElse(cdrom);
    }

    /// The same with the manual's defaults said: raw, and writable unless it is a drive for CDs.
    ///
    /// The manual has no default for the back end, which xl chooses; a domain must say one, and
    /// `qdisk` is what libvirt makes of none.
    DiskSpec explicit() {
        boolean modern = prefixes.isEmpty();
        return new DiskSpec(
                target,
                modern && target.isPresent() ? format.or(() -> Optional.of("raw")) : format,
                vdev,
                access.or(() -> Optional.of(readOnly() ? Access.READ_ONLY : Access.READ_WRITE)),
                cdrom,
                backend,
                modern ? backendType.or(() -> Optional.of("qdisk")) : backendType,
                script,
                directIoSafe,
                discard,
                trusted,
                specification,
                others,
                prefixes);
    }

    /// The specification as a string, in xend's spelling if it has prefixes.
    public String text() {
        return prefixes.isEmpty() ? today() : legacy();
    }

    private String today() {
        var parts = new ArrayList<String>();
        format.ifPresent(is -> parts.add("format=" + is));
        parts.add("vdev=" + vdev);
        access.ifPresent(is -> parts.add("access=" + is.word));
        addSettings(parts);
        if (cdrom) {
            parts.add("devtype=cdrom");
        }
        target.ifPresent(is -> parts.add("target=" + is));
        return String.join(",", parts);
    }

    private void addSettings(List<String> parts) {
        backend.ifPresent(is -> parts.add("backend=" + is));
        backendType.ifPresent(is -> parts.add("backendtype=" + is));
        script.ifPresent(is -> parts.add("script=" + is));
        if (directIoSafe) {
            parts.add("direct-io-safe");
        }
        discard.ifPresent(is -> parts.add(is ? "discard" : "no-discard"));
        trusted.ifPresent(is -> parts.add(is ? "trusted" : "untrusted"));
        specification.ifPresent(is -> parts.add("specification=" + is));
        others.forEach((key, value) -> parts.add(SpecShape.part(key, value)));
    }

    private String legacy() {
        var text = new StringBuilder();
        for (String prefix : prefixes) {
            text.append(prefix).append(':');
        }
        text.append(target.orElse("")).append(',').append(vdev).append(cdrom ? ":cdrom" : "");
        text.append(',').append(access.map(is -> is.letter).orElse(""));
        var parts = new ArrayList<String>();
        addSettings(parts);
        parts.removeIf(part -> part.startsWith("script=block-"));
        return parts.isEmpty() ? text.toString() : text + "," + String.join(",", parts);
    }
}
