package org.ostler.xlcfg;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Real xl 4.17, asked what it makes of configurations: `xl -N create`, which starts nothing.
///
/// [#here()] runs Debian's xl, unpacked and not installed, without Xen: a preloaded library answers
/// for the hypervisor and xenstore. [#inLab()] runs the one in a Xen host's dom0. Either way a
/// shell's loop asks it about all files, so that few processes are started from here.
final class XlOracle {
    private static final Path ROOT = Path.of(System.getProperty("ostler.root", ".."));
    private static final int SECONDS = 240;

    /// To standard output and to standard error what xl writes there for each file, with a NUL
    /// behind it; its exit status behind that.
    private static final String LOOP =
            """
            cd "$1" || exit 9
            i=$4
            while [ "$i" -lt "$5" ]; do
                LD_PRELOAD=$3 "$2" -N create "$i.cfg"
                printf '\\0%s\\0' $?
                printf '\\0' >&2
                i=$((i + 1))
            done
            """;

    /// How a folder's files with numbers for names are asked about, from the first to before the
    /// last.
    private interface Way {
        Run ask(Path folder, int first, int last);
    }

    private final Way way;
    private final int parallel;

    private XlOracle(Way way, int parallel) {
        this.way = way;
        this.parallel = parallel;
    }

    /// What xl says to a configuration.
    ///
    /// @param document what it would give to libxl; empty when it refuses
    /// @param complaint all that it writes to standard error
    record Answer(boolean accepted, Json.Obj document, String complaint) {}

    /// The one that runs here; skips the test with the reason where it cannot.
    static XlOracle here() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/cc")), "no C compiler (cc) is installed");
        Run unpacked = run(Map.of(), ROOT.resolve("lab/xl.sh").toString());
        assumeTrue(unpacked.status() == 0, unpacked.err());
        Path xl = Path.of(unpacked.text().strip());
        Path rig = compiled(xl);
        Map<String, String> environment = Map.of("LD_LIBRARY_PATH", xl.resolve("lib").toString());
        String program = xl.resolve("xl").toString();
        return new XlOracle(
                (folder, first, last) ->
                        run(
                                environment,
                                loop(folder.toString(), program, rig.toString(), first, last)),
                2);
    }

    /// The one in the lab's Xen host; skips the test where none was named.
    static XlOracle inLab() {
        String host =
                System.getProperty(
                        "ostler.lab.host", System.getenv().getOrDefault("OSTLER_LAB_HOST", ""));
        assumeTrue(!host.isEmpty(), "no lab host (OSTLER_LAB_HOST); ./check starts one");
        String lab = ROOT.resolve("lab/xen.sh").toString();
        return new XlOracle(
                (folder, first, last) -> {
                    String there = "/tmp/" + folder.getFileName();
                    run(Map.of(), lab, "put", host, folder.toString(), there).succeeded();
                    Run said =
                            run(
                                    Map.of(),
                                    Stream.concat(
                                                    Stream.of(lab, "run", host),
                                                    Stream.of(loop(there, "xl", "", first, last)))
                                            .toArray(String[]::new));
                    run(Map.of(), lab, "run", host, "rm", "-rf", there).succeeded();
                    return said;
                },
                1);
    }

    private static String[] loop(String folder, String xl, String rig, int first, int last) {
        return new String[] {
            "sh", "-c", LOOP, "sh", folder, xl, rig, Integer.toString(first), Integer.toString(last)
        };
    }

    private static Path compiled(Path xl) {
        try (InputStream source = XlOracle.class.getResourceAsStream("xl-rig.c")) {
            Path folder = Files.createTempDirectory("ostler-xl-rig");
            Path rig = folder.resolve("xl-rig.so");
            folder.toFile().deleteOnExit();
            rig.toFile().deleteOnExit();
            Path file = folder.resolve("xl-rig.c");
            Files.write(file, source.readAllBytes());
            run(
                            Map.of(),
                            "cc",
                            "-shared",
                            "-fPIC",
                            "-O1",
                            "-I" + xl.resolve("include"),
                            "-o",
                            rig.toString(),
                            file.toString())
                    .succeeded();
            Files.delete(file);
            return rig;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What it says to each text, in their order.
    List<Answer> ask(List<String> texts) {
        try {
            Path folder = Files.createTempDirectory("ostler-xl");
            for (int i = 0; i < texts.size(); i++) {
                Files.writeString(folder.resolve(i + ".cfg"), texts.get(i));
            }
            List<Answer> answers = askInParts(folder, texts.size());
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
            return answers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Answer> askInParts(Path folder, int count) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var parts = new ArrayList<CompletableFuture<Run>>();
            for (int i = 0; i < parallel; i++) {
                int first = count * i / parallel;
                int last = count * (i + 1) / parallel;
                parts.add(
                        CompletableFuture.supplyAsync(() -> way.ask(folder, first, last), threads));
            }
            return parts.stream().flatMap(part -> answers(part.join()).stream()).toList();
        }
    }

    private static List<Answer> answers(Run said) {
        String[] words = said.text().split("\0", -1);
        String[] complaints = said.err().split("\0", -1);
        var answers = new ArrayList<Answer>();
        for (int i = 0; i + 1 < words.length; i += 2) {
            int begin = words[i].indexOf("{\n");
            boolean accepted = words[i + 1].equals("0") && begin >= 0;
            answers.add(
                    new Answer(
                            accepted,
                            accepted ? JsonText.parseObject(words[i].substring(begin)) : Json.EMPTY,
                            complaints[i / 2]));
        }
        return answers;
    }

    private record Run(List<String> command, int status, String text, String err) {
        String succeeded() {
            if (status != 0) {
                throw new AssertionError(command + " ended with " + status + ": " + err);
            }
            return text;
        }
    }

    private static Run run(Map<String, String> environment, String... command) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            var out = CompletableFuture.supplyAsync(() -> all(process.getInputStream()), threads);
            var err = CompletableFuture.supplyAsync(() -> all(process.getErrorStream()), threads);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(Arrays.toString(command) + " did not end");
            }
            return new Run(List.of(command), process.exitValue(), out.join(), err.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static String all(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
