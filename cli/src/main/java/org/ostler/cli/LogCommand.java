package org.ostler.cli;

import org.ostler.api.Console;
import org.ostler.api.ConsoleFlag;
import org.ostler.api.Domain;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// `ostler log`: what a guest has written on its console, as far back as the host remembers.
///
/// The API has no end of what is remembered, only bytes that come at once and bytes that come
/// later: without `--follow` it ends when nothing has come for a moment. A thread of its own reads;
/// an empty chunk is its end.
final class LogCommand {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration QUIET = Duration.ofMillis(250);
    private static final Duration FOREVER = Duration.ofDays(1);
    private static final int CHUNK = 16 << 10;
    private static final int CHUNKS_WAITING = 16;
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(CHUNKS_WAITING);
    private final PrintStream out;

    private LogCommand(PrintStream out) {
        this.out = out;
    }

    static ExitCode run(Call call) throws UsageException, IOException, InterruptedException {
        Optional<Long> lines = call.invocation().number("lines", 1, Integer.MAX_VALUE);
        Domain domain =
                DomainNouns.find(call.host(call.address(), false), call.operands().getFirst());
        Console.Request request =
                new Console.Request(
                        call.invocation().value("device").orElse(""),
                        Set.of(ConsoleFlag.WATCH),
                        Console.Request.SCROLLBACK_BYTES_MAX);
        try (Console console = domain.console(request)) {
            LogCommand log = new LogCommand(call.output().stream());
            Thread.ofPlatform().daemon().name("log-reader").start(() -> log.read(console));
            boolean more =
                    lines.isEmpty() ? log.copy(QUIET) : log.copyLast(Math.toIntExact(lines.get()));
            if (more && call.has("follow")) {
                var _ = log.copy(FOREVER);
            }
            return ExitCode.OK;
        }
    }

    private void read(Console console) {
        ByteBuffer printed = ByteBuffer.allocate(CHUNK);
        try {
            while (console.read(printed.clear()) >= 0) {
                chunks.put(Arrays.copyOf(printed.array(), printed.position()));
            }
            chunks.put(END);
        } catch (IOException ended) {
            var _ = chunks.offer(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Copies until nothing has come for that long.
    ///
    /// @return whether more may come
    private boolean copy(Duration quiet) throws InterruptedException {
        Duration patience = quiet.compareTo(FIRST) < 0 ? FIRST : quiet;
        Optional<byte[]> chunk = next(patience);
        while (hasText(chunk) && !out.checkError()) {
            byte[] text = chunk.get();
            out.write(text, 0, text.length);
            out.flush();
            chunk = next(quiet);
        }
        return chunk.isEmpty();
    }

    /// Copies the last lines of what is there.
    ///
    /// @return whether more may come
    private boolean copyLast(int lines) throws InterruptedException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Optional<byte[]> chunk = next(FIRST);
        while (hasText(chunk)) {
            all.writeBytes(chunk.get());
            chunk = next(QUIET);
        }
        byte[] bytes = all.toByteArray();
        int from = startOfLast(bytes, lines);
        out.write(bytes, from, bytes.length - from);
        out.flush();
        return chunk.isEmpty();
    }

    /// What comes next, [#END] at the end; empty after that much silence.
    private Optional<byte[]> next(Duration patience) throws InterruptedException {
        return Optional.ofNullable(chunks.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static boolean hasText(Optional<byte[]> chunk) {
        return chunk.filter(bytes -> bytes.length > 0).isPresent();
    }

    /// Where the last lines begin; a line that has not ended counts.
    static int startOfLast(byte[] text, int lines) {
        int seen = 0;
        for (int i = text.length - 2; i >= 0; i--) {
            if (text[i] == '\n' && ++seen == lines) {
                return i + 1;
            }
        }
        return 0;
    }
}
