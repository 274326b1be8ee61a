package org.ostler.driver.xen;

import org.ostler.api.BlockCounter;
import org.ostler.api.DomainStatistics.Block;
import org.ostler.api.DomainStatistics.Interface;
import org.ostler.api.DomainStatistics.Traffic;
import org.ostler.model.Disk;
import org.ostler.model.NetworkInterface;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the control domain's kernel counts for guests' disks and cards, in sysfs: the statistics of
/// block back ends (`Documentation/ABI/testing/sysfs-driver-xen-blkback` and its devices
/// `vbd-DOMID-NUMBER`), and the network devices `vifDOMID.NUMBER`.
///
/// A disk whose back end is another one (QEMU's, a driver domain's) is told without counters.
/// Stateless but for where sysfs is.
final class BackEndCounters {
    private static final long SECTOR_BYTES = 512;
    private static final Pattern DISK = Pattern.compile("(xvd|hd|sd)([a-z]{1,2})");
    private static final int LETTERS = 26;

    private final Path sys;

    /// @param sys where sysfs is mounted: `/sys`
    BackEndCounters(Path sys) {
        this.sys = sys;
    }

    // ---- disks

    List<Block> disks(int domid, List<Disk> disks) {
        List<Block> blocks = new ArrayList<>();
        for (Disk disk : disks) {
            String target = disk.target().dev();
            blocks.add(
                    new Block(
                            target,
                            disk.source().hostPath(),
                            OptionalInt.empty(),
                            number(target).map(n -> counters(domid, n)).orElse(Map.of())));
        }
        return blocks;
    }

    private Map<BlockCounter, Long> counters(int domid, int number) {
        Path statistics =
                sys.resolve("bus/xen-backend/devices/vbd-" + domid + "-" + number + "/statistics");
        Map<BlockCounter, Long> counters = new EnumMap<>(BlockCounter.class);
        put(counters, BlockCounter.READ_REQUESTS, statistics, "rd_req", 1);
        put(counters, BlockCounter.READ_BYTES, statistics, "rd_sect", SECTOR_BYTES);
        put(counters, BlockCounter.WRITE_REQUESTS, statistics, "wr_req", 1);
        put(counters, BlockCounter.WRITE_BYTES, statistics, "wr_sect", SECTOR_BYTES);
        put(counters, BlockCounter.FLUSH_REQUESTS, statistics, "f_req", 1);
        put(counters, BlockCounter.ERRORS, statistics, "oo_req", 1);
        return counters;
    }

    private static void put(
            Map<BlockCounter, Long> counters,
            BlockCounter counter,
            Path folder,
            String name,
            long unit) {
        OptionalLong count = count(folder.resolve(name));
        if (count.isPresent()) {
            counters.put(counter, count.getAsLong() * unit);
        }
    }

    /// The number under which a guest knows a disk (xen-vbd-interface(7)).
    static Optional<Integer> number(String target) {
        Matcher name = DISK.matcher(target);
        if (!name.matches()) {
            return Optional.empty();
        }
        int disk = 0;
        for (char letter : name.group(2).toCharArray()) {
            disk = disk * LETTERS + (letter - 'a' + 1);
        }
        disk--;
        return switch (name.group(1)) {
            case "hd" ->
                    disk < 4
                            ? Optional.of(((disk < 2 ? 3 : 22) << 8) | ((disk % 2) << 6))
                            : Optional.empty();
            case "sd" -> disk < 16 ? Optional.of((8 << 8) | (disk << 4)) : Optional.empty();
            default -> Optional.of(disk < 16 ? (202 << 8) | (disk << 4) : (1 << 28) | (disk << 8));
        };
    }

    // ---- cards

    List<Interface> cards(int domid, List<NetworkInterface> cards) {
        List<Interface> told = new ArrayList<>();
        for (int i = 0; i < cards.size(); i++) {
            String device = cards.get(i).target().orElse("vif" + domid + "." + i);
            told.add(new Interface(device, traffic(device)));
        }
        return told;
    }

    /// A back end sends what the guest receives.
    private Optional<Traffic> traffic(String device) {
        if (device.contains("/") || device.startsWith(".")) {
            return Optional.empty();
        }
        Path statistics = sys.resolve("class/net").resolve(device).resolve("statistics");
        if (!Files.isDirectory(statistics)) {
            return Optional.empty();
        }
        return Optional.of(
                new Traffic(
                        number(statistics, "tx_bytes"),
                        number(statistics, "tx_packets"),
                        number(statistics, "tx_errors"),
                        number(statistics, "tx_dropped"),
                        number(statistics, "rx_bytes"),
                        number(statistics, "rx_packets"),
                        number(statistics, "rx_errors"),
                        number(statistics, "rx_dropped")));
    }

    private static long number(Path statistics, String name) {
        return count(statistics.resolve(name)).orElse(0);
    }

    private static OptionalLong count(Path file) {
        try {
            String text = Files.readString(file).strip();
            return text.matches("\\d{1,18}")
                    ? OptionalLong.of(Long.parseLong(text))
                    : OptionalLong.empty();
        } catch (IOException untold) {
            return OptionalLong.empty();
        }
    }
}
