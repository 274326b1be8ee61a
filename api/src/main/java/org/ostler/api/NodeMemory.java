package org.ostler.api;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The host's memory now, in KiB. Immutable.
///
/// @param totalKib all that the host's system has
/// @param freeKib what nobody uses
/// @param buffersKib buffers of block devices
/// @param cachedKib files that are kept in memory
/// @param cells the memory of each NUMA cell, by number
public record NodeMemory(
        long totalKib,
        long freeKib,
        OptionalLong buffersKib,
        OptionalLong cachedKib,
        List<Cell> cells) {
    public NodeMemory {
        cells = List.copyOf(cells);
    }

    /// The cell of that number.
    public Optional<Cell> cell(int number) {
        return cells.stream().filter(cell -> cell.number() == number).findFirst();
    }

    /// A NUMA cell's memory, in KiB.
    public record Cell(int number, long totalKib, long freeKib) {}
}
