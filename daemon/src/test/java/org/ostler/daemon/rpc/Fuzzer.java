package org.ostler.daemon.rpc;

import com.sun.management.HotSpotDiagnosticMXBean;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Feeds a target with changed inputs and keeps those that came to a place in the code where none
/// before had been; later inputs are made from them. Confined to one thread.
final class Fuzzer {
    private static final int KEPT_MAX = 20_000;

    /// Of so many inputs one is made from the newest: what has just led on leads on further.
    private static final int NEWEST = 3;

    private static final int LINES_MAX = 300;

    private final InstrumentedCode code;
    private final Mutator mutator;
    private final Change change;
    private final List<byte[]> kept = new ArrayList<>();

    /// Makes another input from one, and from a second to take pieces from.
    interface Change {
        byte[] of(byte[] input, byte[] other);
    }

    /// What came of it.
    ///
    /// @param inputs that the target was fed with
    /// @param seeds that it began with
    /// @param kept inputs that came to new places, the seeds that did so among them
    /// @param placesOfSeeds places in the code that the seeds came to
    /// @param places that were come to in the end
    record Result(long inputs, int seeds, int kept, long placesOfSeeds, long places) {}

    Fuzzer(InstrumentedCode code, Mutator mutator, Change change) {
        this.code = code;
        this.mutator = mutator;
        this.change = change;
    }

    /// Goes on for so long.
    ///
    /// @throws AssertionError with the input, when the target throws anything
    Result run(long nanos, List<byte[]> seeds, Consumer<byte[]> target) {
        long end = System.nanoTime() + nanos;
        long places = 0;
        for (byte[] seed : seeds) {
            feed(target, seed);
            long now = code.places();
            if (now > places) {
                kept.add(seed);
                places = now;
            }
        }
        long placesOfSeeds = places;
        long inputs = seeds.size();
        while (System.nanoTime() < end) {
            byte[] input = change.of(base(), mutator.oneOf(kept));
            feed(target, input);
            inputs++;
            long now = code.places();
            if (now > places) {
                keep(input);
                places = now;
            }
        }
        return new Result(inputs, seeds.size(), kept.size(), placesOfSeeds, places);
    }

    private byte[] base() {
        int newest = Math.min(kept.size(), 16);
        return mutator.oneIn(NEWEST)
                ? kept.get(kept.size() - 1 - mutator.below(newest))
                : mutator.oneOf(kept);
    }

    private void keep(byte[] input) {
        if (kept.size() < KEPT_MAX) {
            kept.add(input);
        } else {
            kept.set(mutator.below(KEPT_MAX), input);
        }
    }

    private static void feed(Consumer<byte[]> target, byte[] input) {
        long began = System.nanoTime();
        try {
            target.accept(input);
        } catch (Throwable found) {
            throw new AssertionError("found with " + shown(input) + ourThreads(), found);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        if (millis > TimeUnit.SECONDS.toMillis(10)) {
            throw new AssertionError(millis + " ms for " + shown(input));
        }
    }

    /// Where the threads of this process are in code of ours, virtual ones too: what hangs is told
    /// by that alone.
    private static String ourThreads() {
        try {
            Path directory = Files.createTempDirectory("ostler-threads");
            Path dump = directory.resolve("threads");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(
                            dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
            String told =
                    Files.readAllLines(dump).stream()
                            .filter(line -> line.startsWith("#") || line.contains("org.ostler."))
                            .limit(LINES_MAX)
                            .collect(Collectors.joining("\n"));
            Files.delete(dump);
            Files.delete(directory);
            return "\n" + told;
        } catch (IOException e) {
            return "\nno threads: " + e;
        }
    }

    private static String shown(byte[] input) {
        return input.length + " bytes, in Base64: " + Base64.getEncoder().encodeToString(input);
    }
}
