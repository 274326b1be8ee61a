package org.ostler.model;

import java.util.Optional;

/// Where a disk appears in the guest: `<target>`.
///
/// @param dev the name that orders the disks of a bus (`vda`, `sdb`); unique in a domain, no
///   promise about the name inside the guest
/// @param bus the bus; empty when it follows from the name
/// @param tray whether a removable medium's tray is `open` or `closed`
public record DiskTarget(
        String dev,
        Optional<DiskBus> bus,
        Optional<String> tray,
        Optional<Boolean> removable,
        Kept kept) {
    private static final Fields<DiskTarget> F = Fields.of("target");
    private static final Field<DiskTarget, String> DEV =
            F.required("dev", Codec.WORD, DiskTarget::dev);
    private static final Field<DiskTarget, Optional<DiskBus>> BUS =
            F.optional("bus", DiskBus.CODEC, DiskTarget::bus);
    private static final Field<DiskTarget, Optional<String>> TRAY =
            F.optional("tray", Codec.words("open", "closed"), DiskTarget::tray);
    private static final Field<DiskTarget, Optional<Boolean>> REMOVABLE =
            F.optional("removable", Codec.ON_OFF, DiskTarget::removable);
    static final Shape<DiskTarget> SHAPE =
            F.untypedAttributes("rotation_rate")
                    .shape(
                            v ->
                                    new DiskTarget(
                                            v.get(DEV),
                                            v.get(BUS),
                                            v.get(TRAY),
                                            v.get(REMOVABLE),
                                            v.kept()),
                            DiskTarget::kept);

    public DiskTarget(String dev, DiskBus bus) {
        this(dev, Optional.of(bus), Optional.empty(), Optional.empty(), Kept.NONE);
    }

    public DiskTarget withBus(Optional<DiskBus> value) {
        return SHAPE.with(this, BUS, value);
    }
}
