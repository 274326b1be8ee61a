package org.ostler.driver.qemu;

import org.ostler.api.BlockCounter;
import org.ostler.api.DomainStatistics.Block;
import org.ostler.driver.qemu.MonitorReadings.Blocks;
import org.ostler.model.Disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What QEMU tells of disks, sorted by the disks of a guest's description: QEMU names a disk by the
/// path of its device, in which the description's alias is one step. Stateless.
final class BlockReadings {
    /// The longest chain of images that is told.
    private static final int CHAIN_MAX = 200;

    private BlockReadings() {}

    /// The disks without counters.
    static List<Block> names(List<Disk> disks) {
        return disks.stream()
                .map(
                        disk ->
                                new Block(
                                        disk.target().dev(),
                                        disk.source().hostPath(),
                                        OptionalInt.empty(),
                                        Map.of()))
                .toList();
    }

    /// The disks with what QEMU told of them.
    ///
    /// @param chain whether the images that they are based on are told, too
    static List<Block> of(List<Disk> disks, Blocks told, boolean chain) {
        List<Block> blocks = new ArrayList<>();
        for (Disk disk : disks) {
            Optional<Json.Obj> counted = find(told.counters(), disk);
            Json.Obj image =
                    find(told.images(), disk)
                            .map(one -> one.object("inserted").object("image"))
                            .orElse(Json.Obj.EMPTY);
            if (counted.isEmpty() || disk.source().isEmpty()) {
                blocks.addAll(names(List.of(disk)));
            } else {
                add(blocks, disk, counted.get(), image, chain);
            }
        }
        return blocks;
    }

    private static void add(
            List<Block> blocks, Disk disk, Json.Obj counted, Json.Obj image, boolean chain) {
        Json.Obj layer = counted;
        Json.Obj file = image;
        Optional<String> path = disk.source().hostPath();
        for (int depth = 1; depth <= CHAIN_MAX; depth++) {
            blocks.add(
                    new Block(
                            disk.target().dev(),
                            path,
                            chain ? OptionalInt.of(depth) : OptionalInt.empty(),
                            counters(layer, file, path)));
            layer = layer.object("backing");
            file = file.object("backing-image");
            path = file.string("filename");
            if (!chain || layer.members().isEmpty()) {
                return;
            }
        }
    }

    private static Optional<Json.Obj> find(List<Json.Obj> told, Disk disk) {
        String alias = disk.alias().orElse("");
        return told.stream()
                .filter(
                        one ->
                                one.string("qdev")
                                        .filter(
                                                qdev ->
                                                        List.of(qdev.split("/", -1))
                                                                .contains(alias))
                                        .isPresent())
                .findFirst();
    }

    private static Map<BlockCounter, Long> counters(
            Json.Obj layer, Json.Obj image, Optional<String> path) {
        Map<BlockCounter, Long> counters = new EnumMap<>(BlockCounter.class);
        Json.Obj stats = layer.object("stats");
        put(counters, BlockCounter.READ_REQUESTS, stats, "rd_operations");
        put(counters, BlockCounter.READ_BYTES, stats, "rd_bytes");
        put(counters, BlockCounter.READ_NANOS, stats, "rd_total_time_ns");
        put(counters, BlockCounter.WRITE_REQUESTS, stats, "wr_operations");
        put(counters, BlockCounter.WRITE_BYTES, stats, "wr_bytes");
        put(counters, BlockCounter.WRITE_NANOS, stats, "wr_total_time_ns");
        put(counters, BlockCounter.FLUSH_REQUESTS, stats, "flush_operations");
        put(counters, BlockCounter.FLUSH_NANOS, stats, "flush_total_time_ns");
        put(
                counters,
                BlockCounter.ALLOCATION,
                layer.object("parent").object("stats"),
                "wr_highest_offset");
        put(counters, BlockCounter.CAPACITY, image, "virtual-size");
        long held = path.map(BlockReadings::size).orElse(0L);
        Long capacity = counters.get(BlockCounter.CAPACITY);
        if (held > 0 || capacity != null) {
            counters.put(BlockCounter.PHYSICAL, held > 0 || capacity == null ? held : capacity);
        }
        return counters;
    }

    private static void put(
            Map<BlockCounter, Long> counters, BlockCounter counter, Json.Obj from, String name) {
        from.integer(name).ifPresent(value -> counters.put(counter, value));
    }

    /// The size of a file; 0 for what is none.
    private static long size(String path) {
        try {
            Path file = Path.of(path);
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException | InvalidPathException untold) {
            return 0;
        }
    }
}
