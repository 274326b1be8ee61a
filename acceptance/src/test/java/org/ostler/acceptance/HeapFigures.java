package org.ostler.acceptance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What is alive in the heap of a JVM, by class: the JVM collects all its garbage and then counts.
///
/// @param bytes of all objects together
/// @param classes bytes by the class's name
record HeapFigures(long bytes, Map<String, Long> classes) {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final int GREATEST = 12;

    /// A JVM gives back memory that it no longer needs in four steps, one with each collection.
    private static final int STEPS = 4;

    /// ` num: instances bytes class (module)`
    private static final Pattern ROW =
            Pattern.compile("^\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+)", Pattern.MULTILINE);

    /// Those of a process that runs on the same JDK as this test.
    static HeapFigures of(long pid) {
        String histogram = asked(pid, "GC.class_histogram");
        Map<String, Long> classes = new TreeMap<>();
        Matcher row = ROW.matcher(histogram);
        while (row.find()) {
            classes.merge(row.group(2), Long.parseLong(row.group(1)), Long::sum);
        }
        long all = classes.values().stream().mapToLong(Long::longValue).sum();
        if (all == 0) {
            throw new AssertionError("not a histogram: " + histogram);
        }
        return new HeapFigures(all, classes);
    }

    /// The same, after the JVM has given back the memory that only garbage was in, and the scratch
    /// memory of its compilers.
    static HeapFigures shrunk(long pid) {
        for (int step = 1; step < STEPS; step++) {
            var _ = of(pid);
        }
        HeapFigures figures = of(pid);
        var _ = asked(pid, "System.trim_native_heap");
        return figures;
    }

    private static String asked(long pid, String question) {
        return Programs.run(
                        DEADLINE,
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        question)
                .succeeded();
    }

    /// The classes that grew most since then, for a message.
    String grownSince(HeapFigures before) {
        Map<String, Long> grown = new LinkedHashMap<>();
        classes.forEach(
                (name, now) -> grown.put(name, now - before.classes.getOrDefault(name, 0L)));
        return grown.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(GREATEST)
                .map(one -> one.getKey() + " +" + one.getValue())
                .collect(Collectors.joining(", "));
    }
}
