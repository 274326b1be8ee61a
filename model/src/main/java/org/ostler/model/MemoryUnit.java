package org.ostler.model;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// A unit of memory or storage as libvirt's XML spells it: `KiB` and `K` are 1024 bytes, `KB` is
/// 1000.
public enum MemoryUnit {
    BYTE("bytes", 1),
    KB("KB", 1000),
    KIB("KiB", 1L << 10),
    MB("MB", 1_000_000),
    MIB("MiB", 1L << 20),
    GB("GB", 1_000_000_000),
    GIB("GiB", 1L << 30),
    TB("TB", 1_000_000_000_000L),
    TIB("TiB", 1L << 40),
    PB("PB", 1_000_000_000_000_000L),
    PIB("PiB", 1L << 50),
    EB("EB", 1_000_000_000_000_000_000L),
    EIB("EiB", 1L << 60);

    private static final Map<String, MemoryUnit> BY_NAME = byName();

    /// Their spellings, in any case; none means KiB.
    public static final Codec<MemoryUnit> CODEC =
            Codec.of(
                    text -> BY_NAME.get(text.toLowerCase(Locale.ROOT)),
                    unit -> unit.xml,
                    "one of 'bytes', 'KB', 'KiB', 'MB', 'MiB', 'GB', 'GiB', 'TB', 'TiB', 'PB',"
                            + " 'PiB', 'EB', 'EiB'");

    private final String xml;
    private final long bytes;

    MemoryUnit(String xml, long bytes) {
        this.xml = xml;
        this.bytes = bytes;
    }

    private static Map<String, MemoryUnit> byName() {
        var names = new HashMap<String, MemoryUnit>();
        for (MemoryUnit unit : values()) {
            names.put(unit.xml.toLowerCase(Locale.ROOT), unit);
            if (unit.xml.endsWith("iB")) {
                names.put(unit.xml.substring(0, 1).toLowerCase(Locale.ROOT), unit);
            }
        }
        names.put("", KIB);
        names.put("b", BYTE);
        names.put("byte", BYTE);
        return names;
    }

    /// The amount in bytes; refused when it is not less than 2^63.
    public long toBytes(long amount) {
        if (amount > Long.MAX_VALUE / bytes) {
            throw new IllegalArgumentException(
                    "the amount " + amount + " " + xml + " is too large");
        }
        return amount * bytes;
    }

    /// The amount in whole KiB, rounded up; refused when it is not less than 2^63 bytes.
    long toKib(long amount) {
        if (amount > Long.MAX_VALUE / bytes) {
            throw new IllegalArgumentException(
                    "the amount of memory " + amount + " " + xml + " is too large");
        }
        return (amount * bytes + 1023 < 0) ? Long.MAX_VALUE >> 10 : (amount * bytes + 1023) >> 10;
    }
}
