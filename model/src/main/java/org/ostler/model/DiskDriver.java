package org.ostler.model;

import java.util.Optional;
import java.util.OptionalInt;

/// How the host drives a disk: `<driver>`.
///
/// @param name the back end: `qemu`; for Xen `qemu`, `phy`, `file`, `tap`, `tap2`
/// @param format the image's format: `raw`, `qcow2`, …
/// @param cache `default`, `none`, `writethrough`, `writeback`, `directsync` or `unsafe`
/// @param errorPolicy what happens on an error of the host's: `stop`, `report`, `ignore` or
///   `enospace`
/// @param readErrorPolicy the same for reading: `stop`, `report` or `ignore`
/// @param io `native`, `threads` or `io_uring`
/// @param discard what happens to the guest's discards: `unmap` or `ignore`
/// @param detectZeroes what happens to written zeroes: `off`, `on` or `unmap`
/// @param iothread the number of the thread that serves the disk, from 1
/// @param queues how many virtqueues
public record DiskDriver(
        Optional<String> name,
        Optional<String> format,
        Optional<String> cache,
        Optional<String> errorPolicy,
        Optional<String> readErrorPolicy,
        Optional<String> io,
        Optional<Boolean> ioeventfd,
        Optional<Boolean> eventIdx,
        Optional<Boolean> copyOnRead,
        Optional<String> discard,
        OptionalInt iothread,
        Optional<String> detectZeroes,
        OptionalInt queues,
        OptionalInt queueSize,
        Kept kept) {
    private static final Fields<DiskDriver> F = Fields.of("driver");
    private static final Field<DiskDriver, Optional<String>> NAME =
            F.optional("name", Codec.TEXT, DiskDriver::name);
    private static final Field<DiskDriver, Optional<String>> FORMAT =
            F.optional("type", Formats.CODEC, DiskDriver::format);
    private static final Field<DiskDriver, Optional<String>> CACHE =
            F.optional(
                    "cache",
                    Codec.words(
                            "default", "none", "writethrough", "writeback", "directsync", "unsafe"),
                    DiskDriver::cache);
    private static final Field<DiskDriver, Optional<String>> ERROR_POLICY =
            F.optional(
                    "error_policy",
                    Codec.words("stop", "report", "ignore", "enospace"),
                    DiskDriver::errorPolicy);
    private static final Field<DiskDriver, Optional<String>> READ_ERROR_POLICY =
            F.optional(
                    "rerror_policy",
                    Codec.words("stop", "report", "ignore"),
                    DiskDriver::readErrorPolicy);
    private static final Field<DiskDriver, Optional<String>> IO =
            F.optional("io", Codec.words("native", "threads", "io_uring"), DiskDriver::io);
    private static final Field<DiskDriver, Optional<Boolean>> IOEVENTFD =
            F.optional("ioeventfd", Codec.ON_OFF, DiskDriver::ioeventfd);
    private static final Field<DiskDriver, Optional<Boolean>> EVENT_IDX =
            F.optional("event_idx", Codec.ON_OFF, DiskDriver::eventIdx);
    private static final Field<DiskDriver, Optional<Boolean>> COPY_ON_READ =
            F.optional("copy_on_read", Codec.ON_OFF, DiskDriver::copyOnRead);
    private static final Field<DiskDriver, Optional<String>> DISCARD =
            F.optional("discard", Codec.words("unmap", "ignore"), DiskDriver::discard);
    private static final Field<DiskDriver, OptionalInt> IOTHREAD =
            F.optionalInt("iothread", Codec.number(1, Integer.MAX_VALUE), DiskDriver::iothread);
    private static final Field<DiskDriver, Optional<String>> DETECT_ZEROES =
            F.optional(
                    "detect_zeroes", Codec.words("off", "on", "unmap"), DiskDriver::detectZeroes);
    private static final Field<DiskDriver, OptionalInt> QUEUES =
            F.optionalInt("queues", Codec.number(0, Integer.MAX_VALUE), DiskDriver::queues);
    private static final Field<DiskDriver, OptionalInt> QUEUE_SIZE =
            F.optionalInt("queue_size", Codec.number(0, Integer.MAX_VALUE), DiskDriver::queueSize);
    static final Shape<DiskDriver> SHAPE =
            F.untypedAttributes("iommu", "ats", "packed", "page_per_vq", "discard_no_unref")
                    .untyped("metadata_cache", "iothreads")
                    .shape(DiskDriver::make, DiskDriver::kept);

    private static DiskDriver make(Values<DiskDriver> v) {
        return new DiskDriver(
                v.get(NAME),
                v.get(FORMAT),
                v.get(CACHE),
                v.get(ERROR_POLICY),
                v.get(READ_ERROR_POLICY),
                v.get(IO),
                v.get(IOEVENTFD),
                v.get(EVENT_IDX),
                v.get(COPY_ON_READ),
                v.get(DISCARD),
                v.get(IOTHREAD),
                v.get(DETECT_ZEROES),
                v.get(QUEUES),
                v.get(QUEUE_SIZE),
                v.kept());
    }

    /// A driver of which only the back end and the format are said.
    public static DiskDriver of(String name, String format) {
        Optional<String> none = Optional.empty();
        Optional<Boolean> unset = Optional.empty();
        return new DiskDriver(
                Optional.of(name),
                Optional.of(format),
                none,
                none,
                none,
                none,
                unset,
                unset,
                unset,
                none,
                OptionalInt.empty(),
                none,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Kept.NONE);
    }

    public DiskDriver withName(Optional<String> value) {
        return SHAPE.with(this, NAME, value);
    }

    public DiskDriver withFormat(Optional<String> value) {
        return SHAPE.with(this, FORMAT, value);
    }

    public DiskDriver withCache(Optional<String> value) {
        return SHAPE.with(this, CACHE, value);
    }

    /// The formats of disk images.
    private static final class Formats {
        static final Codec<String> CODEC =
                Codec.words(
                        "raw", "dir", "bochs", "cloop", "dmg", "iso", "vpc", "vdi", "fat", "vhd",
                        "ploop", "cow", "qcow", "qcow2", "qed", "vmdk", "aio");
    }
}
