package org.ostler.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Ostler's client for Java beside libvirt-java, over the same socket, each in a JVM of its own
/// with the same options. In the table libvirt-java stands in libvirtd's place.
final class JavaScenario implements Scenario {
    private static final int DOMAINS = 10;
    private static final int MINUTES_MAX = 2;

    private final Comparison ostlers = Comparison.judged("at Ostler's daemon");
    private final Comparison libvirtds = Comparison.known("at libvirtd");

    /// The figures of a daemon.
    private record Comparison(Figure calls, Figure pipelined, Figure shared, Figure open) {
        static final String CLIENTS = "Ostler's Java client by libvirt-java, ";
        static final String ONE_BY_ONE = ": LookupByName, one by one";
        static final String PIPELINED = ": LookupByName, 32 under way by one by one";
        static final String SHARED = ": LookupByName, 32 under way by 16 threads";

        static Comparison judged(String where) {
            return new Comparison(
                    Figure.above(CLIENTS + where + ONE_BY_ONE, "/s", 1.2, 1.5),
                    Figure.above(CLIENTS + where + PIPELINED, "/s", 4, 8),
                    Figure.known(CLIENTS + where + SHARED, "/s"),
                    Figure.below(CLIENTS + where + ": first open", "ms", 0.3, 0.1));
        }

        static Comparison known(String where) {
            return new Comparison(
                    Figure.known(CLIENTS + where + ONE_BY_ONE, "/s"),
                    Figure.known(CLIENTS + where + PIPELINED, "/s"),
                    Figure.known(CLIENTS + where + SHARED, "/s"),
                    Figure.known(CLIENTS + where + ": first open", "ms"));
        }

        List<Figure> all() {
            return List.of(calls, pipelined, shared, open);
        }
    }

    @Override
    public String name() {
        return "java";
    }

    @Override
    public String summary() {
        return "Ostler's Java client beside libvirt-java, over the same socket";
    }

    @Override
    public List<Figure> figures() {
        List<Figure> all = new ArrayList<>(ostlers.all());
        all.addAll(libvirtds.all());
        return all;
    }

    @Override
    public void measure(Bench bench) throws IOException {
        bench.startWith(DOMAINS);
        for (int round = 0; round <= bench.settings().rounds(); round++) {
            boolean counts = round > 0;
            List<Side> order = List.of(Side.OSTLER, Side.LIBVIRTD);
            for (Side client : round % 2 == 0 ? order : order.reversed()) {
                measure(bench, client, Side.OSTLER, ostlers, counts);
                measure(bench, client, Side.LIBVIRTD, libvirtds, counts);
            }
        }
    }

    private static void measure(
            Bench bench, Side client, Side daemon, Comparison figures, boolean counts)
            throws IOException {
        JavaClientReport report = run(client, bench.target(daemon).socket(), bench.settings());
        if (counts) {
            bench.ledger().add(figures.calls(), client, report.callsPerSecond());
            bench.ledger().add(figures.pipelined(), client, most(client, report));
            bench.ledger().add(figures.shared(), client, report.pipelinedPerSecond());
            bench.ledger().add(figures.open(), client, report.openMillis());
        }
    }

    /// What one thread gets: libvirt-java's calls wait.
    private static double most(Side client, JavaClientReport report) {
        return switch (client) {
            case OSTLER -> report.pipelinedPerSecond();
            case LIBVIRTD -> report.callsPerSecond();
        };
    }

    private static JavaClientReport run(Side client, Path socket, Settings settings)
            throws IOException {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classPath(client),
                        JavaClientProgram.class.getName(),
                        word(client),
                        socket.toString(),
                        Guests.name(1),
                        Long.toString(settings.time().toMillis()));
        Path output = settings.work().resolve("java-client.log");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
                throw new IOException(word(client) + " did not end; its words: " + output);
            }
            return JavaClientReport.in(Files.readString(output, StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /// What a program with that client has on its class path, in the order in which Maven gives it:
    /// the program, the client, what that needs. Nothing of the other's.
    private static String classPath(Side client) {
        List<String> jars =
                switch (client) {
                    case OSTLER ->
                            List.of(
                                    "ostler-bench",
                                    "ostler-client",
                                    "ostler-api",
                                    "ostler-wire",
                                    "ostler-model",
                                    "ostler-posix");
                    case LIBVIRTD -> List.of("ostler-bench", "libvirt", "jna");
                };
        List<String> all = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
        return jars.stream()
                .flatMap(jar -> all.stream().filter(entry -> isVersionOf(jar, entry)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isVersionOf(String jar, String entry) {
        String file = Path.of(entry).getFileName().toString();
        return file.startsWith(jar + "-") && Character.isDigit(file.charAt(jar.length() + 1));
    }

    private static String word(Side client) {
        return switch (client) {
            case OSTLER -> JavaClientProgram.OSTLER;
            case LIBVIRTD -> JavaClientProgram.LIBVIRT_JAVA;
        };
    }
}
