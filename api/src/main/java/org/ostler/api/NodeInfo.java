package org.ostler.api;

/// The host's processors and memory (virNodeInfo).
///
/// @param model the processor architecture, e.g. `x86_64`
/// @param memoryKib all of its memory, in KiB
/// @param cpus active logical processors
/// @param mhz the processors' frequency, in MHz; 0 where unknown
/// @param nodes NUMA cells
/// @param sockets sockets per cell
/// @param cores cores per socket
/// @param threads threads per core
public record NodeInfo(
        String model,
        long memoryKib,
        int cpus,
        int mhz,
        int nodes,
        int sockets,
        int cores,
        int threads) {}
