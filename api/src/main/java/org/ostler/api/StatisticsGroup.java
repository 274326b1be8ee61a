package org.ostler.api;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// A group of what is counted of a domain, with libvirt's bit for it (virDomainStatsTypes of
/// `libvirt/libvirt-domain.h`). Its id is the option of `virsh domstats` without the dashes.
public enum StatisticsGroup implements Flag {
    /// State and reason.
    STATE(1),
    /// Processor time of the whole guest.
    CPU_TOTAL(1 << 1),
    /// Memory, and what the guest itself tells of it.
    BALLOON(1 << 2),
    /// Each virtual processor.
    VCPU(1 << 3),
    /// Each network card.
    INTERFACE(1 << 4),
    /// Each disk.
    BLOCK(1 << 5),
    /// Performance events of the processor that were switched on.
    PERF(1 << 6),
    /// Each thread that serves disks.
    IOTHREAD(1 << 7),
    /// Monitors of memory bandwidth.
    MEMORY(1 << 8),
    /// How fast the guest writes to its memory, where that was measured.
    DIRTYRATE(1 << 9),
    /// What the hypervisor itself counts of the guest.
    VM(1 << 10);

    /// Every group, in the order of the bits.
    public static final Set<StatisticsGroup> ALL =
            Collections.unmodifiableSet(EnumSet.allOf(StatisticsGroup.class));

    private final int bit;

    StatisticsGroup(int bit) {
        this.bit = bit;
    }

    @Override
    public int bit() {
        return bit;
    }

    @Override
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
