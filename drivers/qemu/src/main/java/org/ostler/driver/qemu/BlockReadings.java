package org.ostler.driver.qemu;

import org.ostler.api.BlockCounter;
import org.ostler.api.DomainStatistics.Block;
import org.ostler.driver.qemu.MonitorReadings.Blocks;
import org.ostler.model.Disk;

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
            if (counted.isEmpty()) {
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
                            depth == 1 ? counters(layer, file) : sizes(layer, file)));
            layer = layer.object("backing");
            file = file.object("backing-image");
            path = file.string("filename");
            if (!chain || layer.members().isEmpty() || file.members().isEmpty()) {
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

    private static Map<BlockCounter, Long> counters(Json.Obj layer, Json.Obj image) {
        Map<BlockCounter, Long> counters = sizes(layer, image);
        Json.Obj stats = layer.object("stats");
        put(counters, BlockCounter.READ_REQUESTS, stats, "rd_operations");
        put(counters, BlockCounter.READ_BYTES, stats, "rd_bytes");
        put(counters, BlockCounter.READ_NANOS, stats, "rd_total_time_ns");
        put(counters, BlockCounter.WRITE_REQUESTS, stats, "wr_operations");
        put(counters, BlockCounter.WRITE_BYTES, stats, "wr_bytes");
        put(counters, BlockCounter.WRITE_NANOS, stats, "wr_total_time_ns");
        put(counters, BlockCounter.FLUSH_REQUESTS, stats, "flush_operations");
        put(counters, BlockCounter.FLUSH_NANOS, stats, "flush_total_time_ns");
        return counters;
    }

    /// Of images only: a guest's requests are counted at the top of a chain. An empty drive has
    /// none.
    private static Map<BlockCounter, Long> sizes(Json.Obj layer, Json.Obj image) {
        Map<BlockCounter, Long> sizes = new EnumMap<>(BlockCounter.class);
        put(
                sizes,
                BlockCounter.ALLOCATION,
                layer.object("parent").object("stats"),
                "wr_highest_offset");
        put(sizes, BlockCounter.CAPACITY, image, "virtual-size");
        put(sizes, BlockCounter.PHYSICAL, image, "actual-size");
        return sizes;
    }

    private static void put(
            Map<BlockCounter, Long> counters, BlockCounter counter, Json.Obj from, String name) {
        from.integer(name).ifPresent(value -> counters.put(counter, value));
    }
}
