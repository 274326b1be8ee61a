package org.ostler.api;

import java.util.Optional;

/// What can be told of a disk, with libvirt's names (virsh(1), domstats and domblkstat; the
/// `VIR_DOMAIN_BLOCK_STATS_…` names of `libvirt/libvirt-domain.h`).
public enum BlockCounter {
    /// Requests that read.
    READ_REQUESTS("rd.reqs", "rd_operations"),
    /// Bytes read.
    READ_BYTES("rd.bytes", "rd_bytes"),
    /// Time spent on reading, in nanoseconds.
    READ_NANOS("rd.times", "rd_total_times"),
    /// Requests that wrote.
    WRITE_REQUESTS("wr.reqs", "wr_operations"),
    /// Bytes written.
    WRITE_BYTES("wr.bytes", "wr_bytes"),
    /// Time spent on writing, in nanoseconds.
    WRITE_NANOS("wr.times", "wr_total_times"),
    /// Requests to flush.
    FLUSH_REQUESTS("fl.reqs", "flush_operations"),
    /// Time spent on flushing, in nanoseconds.
    FLUSH_NANOS("fl.times", "flush_total_times"),
    /// Requests that found no place in the ring; Xen only.
    ERRORS("errors", "errs"),
    /// The offset behind the last byte written, in bytes.
    ALLOCATION("allocation", ""),
    /// The size that the guest sees, in bytes.
    CAPACITY("capacity", ""),
    /// What it takes of the host's storage, in bytes.
    PHYSICAL("physical", "");

    private final String word;
    private final String parameter;

    BlockCounter(String word, String parameter) {
        this.word = word;
        this.parameter = parameter;
    }

    /// The last part of the name among a domain's statistics, e.g. `rd.reqs`.
    public String word() {
        return word;
    }

    /// The name of the parameter when one disk is asked for, e.g. `rd_operations`; empty for sizes,
    /// which are not told then.
    public Optional<String> parameter() {
        return parameter.isEmpty() ? Optional.empty() : Optional.of(parameter);
    }
}
