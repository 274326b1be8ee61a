package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;
import org.ostler.model.XmlElement;

import java.util.List;
import java.util.Optional;

/// A snapshot of a domain: what `<domainsnapshot>` describes.
///
/// @param state the domain's state then
/// @param parent the snapshot before
/// @param creationTime seconds since 1970
/// @param domain the domain as it was; canonical where it is whole
/// @param inactiveDomain the domain's definition as it was
/// @param active whether it is the current one
/// @param cookie what the driver keeps with it
public record DomainSnapshot(
        Optional<String> name,
        Optional<String> description,
        Optional<String> state,
        Optional<String> parent,
        Optional<Long> creationTime,
        Optional<SnapshotMemory> memory,
        List<SnapshotDisk> disks,
        Optional<XmlElement> domain,
        Optional<XmlElement> inactiveDomain,
        Optional<String> active,
        Optional<XmlElement> cookie,
        Kept kept) {
    private static final Fields<DomainSnapshot> F = Fields.of("domainsnapshot");
    private static final Field<DomainSnapshot, Optional<String>> NAME =
            F.optionalText("name", DocumentCodecs.NAME, DomainSnapshot::name);
    private static final Field<DomainSnapshot, Optional<String>> DESCRIPTION =
            F.optionalText("description", Codec.TEXT, DomainSnapshot::description);
    private static final Field<DomainSnapshot, Optional<String>> STATE =
            F.optionalText(
                    "state",
                    Codec.words(
                            "running",
                            "blocked",
                            "paused",
                            "shutdown",
                            "shutoff",
                            "crashed",
                            "disk-snapshot",
                            "nostate",
                            "pmsuspended"),
                    DomainSnapshot::state);
    private static final Fields<DomainSnapshot> PARENT_IN = F.in("parent");
    private static final Field<DomainSnapshot, Optional<String>> PARENT =
            PARENT_IN.optionalText("name", DocumentCodecs.NAME, DomainSnapshot::parent);
    private static final Field<DomainSnapshot, Optional<Long>> CREATION_TIME =
            F.optionalText(
                    "creationTime",
                    Codec.bigNumber(0, Long.MAX_VALUE),
                    DomainSnapshot::creationTime);
    private static final Field<DomainSnapshot, Optional<SnapshotMemory>> MEMORY =
            F.maybe("memory", SnapshotMemory.SHAPE, DomainSnapshot::memory);
    private static final Fields<DomainSnapshot> DISKS_IN = F.in("disks");
    private static final Field<DomainSnapshot, List<SnapshotDisk>> DISKS =
            DISKS_IN.many("disk", SnapshotDisk.SHAPE, DomainSnapshot::disks);
    private static final Field<DomainSnapshot, Optional<XmlElement>> DOMAIN =
            F.raw("domain", DomainSnapshot::domain);
    private static final Field<DomainSnapshot, Optional<XmlElement>> INACTIVE_DOMAIN =
            F.raw("inactiveDomain", DomainSnapshot::inactiveDomain);
    private static final Field<DomainSnapshot, Optional<String>> ACTIVE =
            F.optionalText("active", Codec.words("0", "1"), DomainSnapshot::active);
    private static final Field<DomainSnapshot, Optional<XmlElement>> COOKIE =
            F.raw("cookie", DomainSnapshot::cookie);
    static final Shape<DomainSnapshot> SHAPE =
            F.shape(
                    v ->
                            new DomainSnapshot(
                                    v.get(NAME),
                                    v.get(DESCRIPTION),
                                    v.get(STATE),
                                    v.get(PARENT),
                                    v.get(CREATION_TIME),
                                    v.get(MEMORY),
                                    v.get(DISKS),
                                    v.get(DOMAIN),
                                    v.get(INACTIVE_DOMAIN),
                                    v.get(ACTIVE),
                                    v.get(COOKIE),
                                    v.kept()),
                    DomainSnapshot::kept);

    public DomainSnapshot {
        disks = List.copyOf(disks);
        domain = domain.map(DomainParts::canonical);
        inactiveDomain = inactiveDomain.map(DomainParts::canonical);
    }

    /// Where the guest's memory went.
    public record SnapshotMemory(Optional<String> snapshot, Optional<String> file, Kept kept) {
        private static final Fields<SnapshotMemory> F = Fields.of("memory");
        private static final Field<SnapshotMemory, Optional<String>> SNAPSHOT =
                F.optional(
                        "snapshot",
                        Codec.words("no", "internal", "external"),
                        SnapshotMemory::snapshot);
        private static final Field<SnapshotMemory, Optional<String>> FILE =
                F.optional("file", DocumentCodecs.ABSOLUTE_PATH, SnapshotMemory::file);
        static final Shape<SnapshotMemory> SHAPE =
                F.shape(
                        v -> new SnapshotMemory(v.get(SNAPSHOT), v.get(FILE), v.kept()),
                        SnapshotMemory::kept);

        public SnapshotMemory {
            snapshot = file.isPresent() ? snapshot.or(() -> Optional.of("external")) : snapshot;
            if (file.isPresent() && !snapshot.orElse("").equals("external")) {
                throw new IllegalArgumentException(
                        "memory in a file needs snapshot='external', not '"
                                + snapshot.orElse("")
                                + "'");
            }
            if (file.isEmpty() && snapshot.orElse("").equals("external")) {
                throw new IllegalArgumentException(
                        "attribute 'file' is missing, which snapshot='external' needs");
            }
        }
    }
}
