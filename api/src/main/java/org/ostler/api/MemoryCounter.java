package org.ostler.api;

import java.util.Optional;

/// What can be told of a running guest's memory, with libvirt's numbers and names
/// (virDomainMemoryStatTags of `libvirt/libvirt-domain.h`; `balloon.…` of virsh(1), domstats).
///
/// Most of it only the guest's own balloon driver knows.
public enum MemoryCounter {
    /// Read from swap space, in KiB.
    SWAP_IN(0, "swap_in"),
    /// Written to swap space, in KiB.
    SWAP_OUT(1, "swap_out"),
    /// Page faults that needed the disk.
    MAJOR_FAULT(2, "major_fault"),
    /// Other page faults.
    MINOR_FAULT(3, "minor_fault"),
    /// Left unused by the guest, in KiB.
    UNUSED(4, "unused"),
    /// Usable as the guest sees it, in KiB.
    AVAILABLE(5, "available"),
    /// What the balloon leaves the guest, in KiB.
    ACTUAL(6, "current"),
    /// Resident in the host's memory on behalf of the guest, in KiB.
    RSS(7, "rss"),
    /// What the balloon could take without making the guest swap, in KiB.
    USABLE(8, "usable"),
    /// When the guest told last, in seconds since 1970-01-01 UTC.
    LAST_UPDATE(9, "last-update"),
    /// What can be taken without I/O, typically caches, in KiB.
    DISK_CACHES(10, "disk_caches"),
    /// Huge pages that the guest got.
    HUGETLB_PGALLOC(11, "hugetlb_pgalloc"),
    /// Huge pages that the guest did not get.
    HUGETLB_PGFAIL(12, "hugetlb_pgfail");

    private static final MemoryCounter[] BY_NUMBER = values();

    private final int number;
    private final String word;

    MemoryCounter(int number, String word) {
        this.number = number;
        this.word = word;
    }

    /// The tag that libvirt's clients know.
    public int number() {
        return number;
    }

    /// The last part of the name among a domain's statistics, e.g. `swap_in`.
    public String word() {
        return word;
    }

    /// The counter with that number, if this version knows it.
    public static Optional<MemoryCounter> of(int number) {
        return number >= 0 && number < BY_NUMBER.length
                ? Optional.of(BY_NUMBER[number])
                : Optional.empty();
    }
}
