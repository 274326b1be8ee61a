package org.ostler.model;

import java.util.Optional;
import java.util.OptionalInt;

/// A disk, CD-ROM, floppy or SCSI unit: `<disk>`.
///
/// @param model for virtio: `virtio`, `virtio-transitional` or `virtio-non-transitional`
/// @param snapshot how the disk takes part in snapshots: `no`, `internal`, `external` or `manual`
/// @param serial the serial number that the guest reads
/// @param bootOrder the place in the boot sequence, from 1
public record Disk(
        DiskSource source,
        DiskDevice device,
        Optional<String> model,
        Optional<String> snapshot,
        Optional<DiskDriver> driver,
        DiskTarget target,
        boolean readonly,
        boolean shareable,
        boolean transientChanges,
        Optional<String> serial,
        Optional<String> wwn,
        Optional<String> vendor,
        Optional<String> product,
        OptionalInt bootOrder,
        Optional<String> alias,
        Optional<Address> address,
        Kept kept)
        implements Device {
    private static final Fields<Disk> F = Fields.of("disk");
    private static final Field<Disk, DiskDevice> DEVICE =
            F.attribute("device", DiskDevice.CODEC, DiskDevice.DISK, Disk::device);
    private static final Field<Disk, Optional<String>> MODEL =
            F.optional(
                    "model",
                    Codec.words("virtio", "virtio-transitional", "virtio-non-transitional"),
                    Disk::model);
    private static final Field<Disk, Optional<String>> SNAPSHOT =
            F.optional(
                    "snapshot",
                    Codec.words("no", "internal", "external", "manual"),
                    Disk::snapshot);
    private static final Field<Disk, Optional<DiskDriver>> DRIVER =
            F.maybe("driver", DiskDriver.SHAPE, Disk::driver);

    static {
        F.untyped("auth");
    }

    private static final Field<Disk, DiskSource> SOURCE =
            F.variant(DiskSources.VARIANTS, Disk::source);

    static {
        F.untyped("backingStore", "mirror", "backenddomain", "geometry", "blockio");
    }

    private static final Field<Disk, DiskTarget> TARGET =
            F.one("target", DiskTarget.SHAPE, Disk::target);

    static {
        F.untyped("iotune");
    }

    private static final Field<Disk, Boolean> READONLY = F.flag("readonly", Disk::readonly);
    private static final Field<Disk, Boolean> SHAREABLE = F.flag("shareable", Disk::shareable);
    private static final Field<Disk, Boolean> TRANSIENT =
            F.flag("transient", Disk::transientChanges);

    static {
        F.inFlag().untypedAttributes("shareBacking");
    }

    private static final Field<Disk, Optional<String>> SERIAL =
            F.optionalText("serial", Codec.TEXT, Disk::serial);
    private static final Field<Disk, Optional<String>> WWN =
            F.optionalText("wwn", Codec.TEXT, Disk::wwn);
    private static final Field<Disk, Optional<String>> VENDOR =
            F.optionalText("vendor", Codec.TEXT, Disk::vendor);
    private static final Field<Disk, Optional<String>> PRODUCT =
            F.optionalText("product", Codec.TEXT, Disk::product);

    static {
        F.untyped("encryption");
    }

    private static final DeviceFields<Disk> INFO =
            DeviceFields.bootable(F, Disk::bootOrder, Disk::alias, Disk::address);
    static final Shape<Disk> SHAPE =
            F.untypedAttributes("rawio", "sgio").shape(Disk::make, Disk::kept);

    private static Disk make(Values<Disk> v) {
        return new Disk(
                v.get(SOURCE),
                v.get(DEVICE),
                v.get(MODEL),
                v.get(SNAPSHOT),
                v.get(DRIVER),
                v.get(TARGET),
                v.get(READONLY),
                v.get(SHAREABLE),
                v.get(TRANSIENT),
                v.get(SERIAL),
                v.get(WWN),
                v.get(VENDOR),
                v.get(PRODUCT),
                v.get(INFO.boot()),
                v.get(INFO.alias()),
                v.get(INFO.address()),
                v.kept());
    }

    /// A disk of which only the source, the kind and the target are said.
    public static Disk of(DiskSource source, DiskDevice device, DiskTarget target) {
        Optional<String> none = Optional.empty();
        return new Disk(
                source,
                device,
                none,
                none,
                Optional.empty(),
                target,
                false,
                false,
                false,
                none,
                none,
                none,
                none,
                OptionalInt.empty(),
                none,
                Optional.empty(),
                Kept.NONE);
    }

    public Disk withSource(DiskSource value) {
        return SHAPE.with(this, SOURCE, value);
    }

    public Disk withDriver(Optional<DiskDriver> value) {
        return SHAPE.with(this, DRIVER, value);
    }

    public Disk withTarget(DiskTarget value) {
        return SHAPE.with(this, TARGET, value);
    }

    public Disk withReadonly(boolean value) {
        return SHAPE.with(this, READONLY, value);
    }

    public Disk withShareable(boolean value) {
        return SHAPE.with(this, SHAREABLE, value);
    }

    public Disk withSerial(Optional<String> value) {
        return SHAPE.with(this, SERIAL, value);
    }

    public Disk withBootOrder(OptionalInt value) {
        return SHAPE.with(this, INFO.boot(), value);
    }

    public Disk withAlias(Optional<String> value) {
        return SHAPE.with(this, INFO.alias(), value);
    }

    public Disk withAddress(Optional<Address> value) {
        return SHAPE.with(this, INFO.address(), value);
    }
}
