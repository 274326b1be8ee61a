package org.ostler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// The launcher `./ostler` and the distribution that it starts.
class LauncherTest {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Path DIST = Programs.root().resolve("target/dist");

    @TempDir private Path folder;

    @BeforeAll
    static void isBuilt() {
        assumeTrue(Files.exists(DIST.resolve("stamp")), "no distribution; run tools/build");
    }

    /// Runs it in the root folder of the file system, without building.
    private static Outcome launch(Path launcher, String... words) {
        Stream<String> start =
                Stream.of("env", "--chdir=/", "OSTLER_NO_BUILD=1", launcher.toString());
        return Programs.run(START, "", Stream.concat(start, Stream.of(words)).toList());
    }

    private Path copyOfDist() throws IOException {
        Path copy = folder.resolve("dist");
        try (var files = Files.walk(DIST)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        copy.resolve(DIST.relativize(file).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return copy;
    }

    @Test
    void startsThroughASymbolicLinkFromAnyFolder() throws IOException {
        Path link =
                Files.createSymbolicLink(folder.resolve("link"), Programs.root().resolve("ostler"));
        assertThat(launch(link, "--version").succeeded()).isNotBlank();
    }

    @Test
    void distributionHoldsOstlerAndWhatItNeedsAndNoTestLibrary() throws IOException {
        try (var jars = Files.list(DIST.resolve("lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("ostler-") || name.startsWith("jackson-core"))
                    .noneMatch(name -> name.contains("conformance"));
        }
    }

    @Test
    void passesTheExitCodeOn() {
        assertThat(launch(Programs.root().resolve("ostler"), "no-such-command").exitCode())
                .isEqualTo(2);
    }

    @Test
    void saysNothingAboutACacheThatIsTorn() throws IOException {
        Path copy = copyOfDist();
        Files.write(copy.resolve("cli.aot"), new byte[5000]);
        assertQuiet(launch(copy.resolve("bin/ostler"), "--version"));
    }

    @Test
    void saysNothingAboutACacheOfAnotherPlace() throws IOException {
        assertQuiet(launch(copyOfDist().resolve("bin/ostler"), "--version"));
    }

    @Test
    void startsWithoutACache() throws IOException {
        Path copy = copyOfDist();
        Files.deleteIfExists(copy.resolve("cli.aot"));
        assertQuiet(launch(copy.resolve("bin/ostler"), "--version"));
    }

    @Test
    void anotherUserStartsWhatWasBuilt() {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can change the user");
        List<String> command =
                List.of(
                        "setpriv",
                        "--reuid=65534",
                        "--regid=65534",
                        "--clear-groups",
                        "env",
                        "--chdir=/",
                        "HOME=/nonexistent",
                        Programs.root().resolve("ostler").toString(),
                        "--version");
        Outcome reached =
                Programs.run(
                        START,
                        "",
                        List.of(
                                "setpriv",
                                "--reuid=65534",
                                "--regid=65534",
                                "--clear-groups",
                                "test",
                                "-r",
                                DIST.resolve("stamp").toString()));
        assumeTrue(reached.exitCode() == 0, "the checkout lies where other users cannot read");
        assertQuiet(Programs.run(START, "", command));
    }

    private static void assertQuiet(Outcome outcome) {
        assertThat(outcome.succeeded()).isNotBlank().doesNotContain("[aot]", "[cds]", "warning");
        assertThat(outcome.err()).isEmpty();
    }
}
