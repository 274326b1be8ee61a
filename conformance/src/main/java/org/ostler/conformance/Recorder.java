package org.ostler.conformance;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Appends a [RunRecord] for every test of the suite to the file that the system property
/// `ostler.records` names (none without it).
///
/// One line is one append, so that runs side by side do not tear each other's lines.
final class Recorder implements TestWatcher {
    private static final int DETAIL_CHARS_MAX = 500;

    @Override
    public void testSuccessful(ExtensionContext context) {
        HypervisorContract suite = suite(context);
        record(context, suite.refusedAsClaimed() ? Verdict.UNSUPPORTED : Verdict.PASS, "");
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        record(context, Verdict.FAIL, words(cause));
    }

    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        record(context, Verdict.SKIPPED, words(cause));
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        // The suite disables nothing: a case that cannot be made here is aborted with its reason.
    }

    private static String words(@Nullable Throwable cause) {
        return cause == null ? "" : String.valueOf(cause.getMessage());
    }

    private static HypervisorContract suite(ExtensionContext context) {
        return (HypervisorContract) context.getRequiredTestInstance();
    }

    private static void record(ExtensionContext context, Verdict verdict, String detail) {
        String file = System.getProperty("ostler.records", "");
        if (file.isEmpty()) {
            return;
        }
        Bench bench = suite(context).bench();
        Proves proves = context.getRequiredTestMethod().getAnnotation(Proves.class);
        RunRecord line =
                new RunRecord(
                        Instant.now(),
                        System.getProperty("ostler.commit", "unknown"),
                        bench.versions(),
                        bench.driver(),
                        bench.guestType(),
                        bench.access(),
                        proves == null ? "" : proves.value().id(),
                        context.getRequiredTestClass().getSimpleName()
                                + "."
                                + context.getRequiredTestMethod().getName(),
                        verdict,
                        detail.length() > DETAIL_CHARS_MAX
                                ? detail.substring(0, DETAIL_CHARS_MAX)
                                : detail);
        append(Path.of(file), line);
    }

    private static void append(Path file, RunRecord line) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(
                    file,
                    List.of(line.json()),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot append to the record of runs " + file, e);
        }
    }
}
