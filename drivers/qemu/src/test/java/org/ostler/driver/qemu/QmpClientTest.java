package org.ostler.driver.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

@Timeout(60)
class QmpClientTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir Path dir;
    private QmpPeer peer;
    private final QmpNotices notices = new QmpNotices();

    @BeforeEach
    void listen() throws Exception {
        peer = new QmpPeer(dir.resolve("m"));
    }

    @AfterEach
    void close() throws Exception {
        peer.close();
    }

    private static CompletableFuture<Json> run(QmpClient client, QmpCommand command, Duration t) {
        CompletableFuture<Json> result = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                result.complete(client.execute(command, t));
                            } catch (QmpException e) {
                                result.completeExceptionally(e);
                            }
                        });
        return result;
    }

    private static QmpException failure(CompletableFuture<Json> result) throws Exception {
        return (QmpException)
                result.handle((v, e) -> Objects.requireNonNull(e)).get(30, TimeUnit.SECONDS);
    }

    @Test
    void repliesOutOfOrderReachTheirCommands() throws Exception {
        try (QmpClient client = peer.negotiated(notices)) {
            var a = run(client, QmpCommand.query("a"), LONG);
            Json.Obj first = peer.next();
            var b = run(client, QmpCommand.query("b"), LONG);
            Json.Obj second = peer.next();
            peer.reply(second, "2");
            peer.reply(first, "1");
            assertThat(a.get()).isEqualTo(new Json.Int(1));
            assertThat(b.get()).isEqualTo(new Json.Int(2));
        }
    }

    @Test
    void wholeNumbersAreExactTo64UnsignedBits() throws Exception {
        try (QmpClient client = peer.negotiated(notices)) {
            var a = run(client, QmpCommand.query("a"), LONG);
            peer.reply(
                    peer.next(),
                    "[9223372036854775807, 18446744073709551615, -9223372036854775808]");
            assertThat(JsonText.write(a.get()))
                    .isEqualTo("[9223372036854775807,18446744073709551615,-9223372036854775808]");
        }
    }

    @Test
    void refusalKeepsQemusWords() throws Exception {
        try (QmpClient client = peer.negotiated(notices)) {
            var a = run(client, QmpCommand.change("device_add"), LONG);
            long id = peer.next().integer("id").orElseThrow();
            peer.say(
                    "{\"error\": {\"class\": \"GenericError\", \"desc\": \"no «bus» é\"}, \"id\": "
                            + id
                            + "}");
            QmpException e = failure(a);
            assertThat(e.kind()).isEqualTo(QmpException.Kind.REFUSED);
            assertThat(e.errorClass()).contains("GenericError");
            assertThat(e.description()).isEqualTo("no «bus» é");
            assertThat(e.outcomeUnknown()).isFalse();
        }
    }

    @Test
    void lateReplyIsConsumedReportedAndNeverMistaken() throws Exception {
        try (QmpClient client = peer.negotiated(notices)) {
            var late = run(client, QmpCommand.change("cont"), SHORT);
            Json.Obj first = peer.next();
            QmpException e = failure(late);
            assertThat(e.kind()).isEqualTo(QmpException.Kind.DEADLINE);
            assertThat(e.outcomeUnknown()).isTrue();
            var next = run(client, QmpCommand.query("query-status"), LONG);
            Json.Obj second = peer.next();
            peer.reply(first, "{\"late\": true}");
            peer.reply(second, "{\"late\": false}");
            assertThat(next.get().asObject().isTrue("late")).isFalse();
            assertThat(notices.next()).startsWith("late cont ");
        }
    }

    @Test
    void deadlineOfAReadingCommandLeavesNothingUnknown() throws Exception {
        try (QmpClient client = peer.negotiated(notices)) {
            QmpException e = failure(run(client, QmpCommand.query("query-status"), SHORT));
            assertThat(e.kind()).isEqualTo(QmpException.Kind.DEADLINE);
            assertThat(e.outcomeUnknown()).isFalse();
        }
    }

    @Test
    void peerThatDoesNotReadBlocksNobodyPastTheDeadlineAndUnsentCommandsAreKnownNotToHaveRun()
            throws Exception {
        try (QmpClient client = peer.negotiated(notices)) {
            QmpCommand big =
                    QmpCommand.change("x", Json.object().put("fill", "x".repeat(4 << 20)).build());
            QmpException stuck = failure(run(client, big, SHORT));
            assertThat(stuck.outcomeUnknown()).isTrue();
            QmpException behind = failure(run(client, QmpCommand.change("y"), SHORT));
            assertThat(behind.kind()).isEqualTo(QmpException.Kind.DEADLINE);
            assertThat(behind.outcomeUnknown()).isFalse();
        }
    }

    @Test
    void stuckPeerIsNotSentCommandsWithoutBound() throws Exception {
        try (QmpClient client = peer.negotiated(notices)) {
            List<CompletableFuture<Json>> waiting = new ArrayList<>();
            for (int i = 0; i < QmpClient.MAX_PENDING; i++) {
                waiting.add(run(client, QmpCommand.query("q"), LONG));
                peer.next();
            }
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            QmpException e = failure(run(client, QmpCommand.change("one-more"), LONG));
            assertThat(e.kind()).isEqualTo(QmpException.Kind.BUSY);
            assertThat(e.outcomeUnknown()).isFalse();
        }
    }

    @Test
    void interruptedCallerHarmsNobody() throws Exception {
        try (QmpClient client = peer.negotiated(notices)) {
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            CompletableFuture<QmpException> thrown = new CompletableFuture<>();
            Thread caller =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        thrown.complete(
                                                catchThrowableOfType(
                                                        QmpException.class,
                                                        () ->
                                                                client.execute(
                                                                        QmpCommand.change("x"),
                                                                        LONG)));
                                        flag.complete(Thread.currentThread().isInterrupted());
                                    });
            Json.Obj first = peer.next();
            caller.interrupt();
            assertThat(thrown.get().kind()).isEqualTo(QmpException.Kind.INTERRUPTED);
            assertThat(thrown.get().outcomeUnknown()).isTrue();
            assertThat(flag.get()).isTrue();
            var next = run(client, QmpCommand.query("q"), LONG);
            Json.Obj second = peer.next();
            peer.reply(first, "{}");
            peer.reply(second, "true");
            assertThat(next.get()).isEqualTo(new Json.Bool(true));
        }
    }

    @Test
    void lossFailsEveryWaiterAtOnceWithTheReason() throws Exception {
        QmpClient client = peer.negotiated(notices);
        var change = run(client, QmpCommand.change("a"), LONG);
        peer.next();
        var query = run(client, QmpCommand.query("b"), LONG);
        peer.next();
        peer.hangUp();
        assertThat(failure(change).outcomeUnknown()).isTrue();
        assertThat(failure(query)).hasMessageContaining("QEMU closed the monitor");
        assertThat(notices.next()).isEqualTo("closed QEMU closed the monitor");
        QmpException after = failure(run(client, QmpCommand.change("c"), LONG));
        assertThat(after.kind()).isEqualTo(QmpException.Kind.LOST);
        assertThat(after.outcomeUnknown()).isFalse();
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void replyInPiecesIsPutTogetherAndHalfAReplyEndsTheConnection() throws Exception {
        QmpClient client = peer.negotiated(notices);
        var whole = run(client, QmpCommand.query("a"), LONG);
        long id = peer.next().integer("id").orElseThrow();
        for (String piece : List.of("{\"return\":{", "\"x\":\"é", "\"}, \"i", "d\":" + id, "}")) {
            peer.say(piece);
        }
        assertThat(whole.get().asObject().string("x")).contains("é");
        var half = run(client, QmpCommand.query("b"), LONG);
        peer.next();
        peer.say("{\"return\": {\"x\"");
        peer.hangUp();
        assertThat(failure(half).kind()).isEqualTo(QmpException.Kind.LOST);
        assertThat(notices.next()).startsWith("closed the monitor's output is unusable");
    }

    @Test
    void malformedTextUnknownMessagesAndStrayRepliesEndTheConnection() throws Exception {
        for (String rubbish :
                new String[] {
                    "{\"return\": }",
                    "[1]",
                    "{\"hello\": 1}",
                    "{\"return\": 1, \"id\": 99999}",
                    "{\"error\": {\"class\": \"GenericError\", \"desc\": \"JSON parse error\"}}",
                    "[".repeat(2000)
                }) {
            try (QmpPeer other = new QmpPeer(dir.resolve("o" + rubbish.hashCode()))) {
                QmpClient client = other.negotiated(QmpListener.NONE);
                var waiting = run(client, QmpCommand.query("a"), LONG);
                other.next();
                other.say(rubbish + "\n");
                assertThat(failure(waiting).kind()).isEqualTo(QmpException.Kind.LOST);
                assertThat(failure(waiting)).hasMessageContaining("monitor's output is unusable");
            }
        }
    }

    @Test
    void messageBeyondTheLimitEndsTheConnectionWithoutTakingTheMemory() throws Exception {
        QmpClient client = peer.negotiated(notices);
        var waiting = run(client, QmpCommand.query("a"), LONG);
        peer.next();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                peer.say("[");
                                for (int i = 0; i <= JsonText.MAX_MESSAGE_BYTES >> 16; i++) {
                                    peer.say(" ".repeat(1 << 16));
                                }
                            } catch (IOException e) {
                                // The client hangs up, as it should.
                            }
                        });
        assertThat(failure(waiting)).hasMessageContaining("larger than");
    }

    @Test
    void slowListenerLosesEventsNotRepliesAndIsTold() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        QmpNotices heard = new QmpNotices();
        QmpListener slow =
                new QmpListener() {
                    @Override
                    public void event(QmpEvent event) {
                        try {
                            release.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        heard.event(event);
                    }

                    @Override
                    public void eventsLost(int count) {
                        heard.eventsLost(count);
                    }

                    @Override
                    public void lateReply(QmpCommand command, String outcome) {}

                    @Override
                    public void closed(String reason) {}
                };
        try (QmpClient client = peer.negotiated(slow)) {
            int sent = QmpClient.MAX_EVENTS + 100;
            for (int i = 0; i < sent; i++) {
                peer.say(
                        "{\"event\": \"E\", \"timestamp\": {\"seconds\": -1, \"microseconds\":"
                                + " -1}}");
            }
            var query = run(client, QmpCommand.query("a"), LONG);
            peer.reply(peer.next(), "{}");
            query.get();
            release.countDown();
            String lost = heard.next("lost ");
            assertThat(Integer.parseInt(lost.substring(5))).isBetween(90, 100);
        }
    }

    @Test
    void silentOrForeignPeerFailsTheConnectionInTime() throws Exception {
        QmpException silent =
                catchThrowableOfType(
                        QmpException.class,
                        () -> QmpClient.connect("t", peer.path, SHORT, QmpListener.NONE));
        assertThat(silent).hasMessageContaining("did not greet in time");
        peer.accept();
        peer.hangUp();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                peer.accept();
                                peer.say("SSH-2.0-x\r\n");
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        QmpException foreign =
                catchThrowableOfType(
                        QmpException.class,
                        () -> QmpClient.connect("t", peer.path, LONG, QmpListener.NONE));
        assertThat(foreign).hasMessageContaining("malformed JSON");
        QmpException none =
                catchThrowableOfType(
                        QmpException.class,
                        () -> QmpClient.connect("t", dir.resolve("no"), LONG, QmpListener.NONE));
        assertThat(none).hasMessageContaining("cannot connect to monitor");
    }
}
