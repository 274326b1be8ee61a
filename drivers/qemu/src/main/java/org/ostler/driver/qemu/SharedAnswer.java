package org.ostler.driver.qemu;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/// One question to one QEMU, asked at most once at a time, however many want to know: who comes
/// while it is under way gets that answer, and so does who comes within [#FRESH] after it.
///
/// Thread-safe. A round has a virtual thread of its own, so that nobody waits longer than he wants
/// to: a stuck QEMU holds one such thread and one place of its monitor, not its callers. Whoever
/// comes when a round has been silent for as long as he would wait, does not wait at all.
final class SharedAnswer<T> {
    /// How old an answer may be.
    static final Duration FRESH = Duration.ofMillis(200);

    /// Asks.
    interface Question<T> {
        T ask() throws QmpException;
    }

    private record Round<T>(long beganNanos, CompletableFuture<T> answer) {
        boolean usable(long now) {
            return !answer.isDone()
                    || (!answer.isCompletedExceptionally() && now - beganNanos < FRESH.toNanos());
        }
    }

    private final String name;
    private final Question<T> question;
    private final AtomicReference<@Nullable Round<T>> latest = new AtomicReference<>();

    /// @param name for threads
    SharedAnswer(String name, Question<T> question) {
        this.name = name;
        this.question = question;
    }

    /// The answer; empty where QEMU does not give one within that time, or refuses.
    Optional<T> within(Duration wait) {
        Round<T> round = round();
        long left = wait.toNanos();
        if (!round.answer().isDone()) {
            left -= Math.max(0, System.nanoTime() - round.beganNanos());
        }
        try {
            return Optional.of(round.answer().get(Math.max(0, left), TimeUnit.NANOSECONDS));
        } catch (TimeoutException | ExecutionException untold) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Round<T> round() {
        while (true) {
            Round<T> now = latest.get();
            if (now != null && now.usable(System.nanoTime())) {
                return now;
            }
            Round<T> next = new Round<>(System.nanoTime(), new CompletableFuture<>());
            if (latest.compareAndSet(now, next)) {
                Thread.ofVirtual().name(name).start(() -> run(next));
                return next;
            }
        }
    }

    private void run(Round<T> round) {
        try {
            round.answer().complete(question.ask());
        } catch (QmpException | RuntimeException e) {
            round.answer().completeExceptionally(e);
        }
    }
}
