package org.ostler.driver.xen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The xenstore client against a store that misbehaves.
class XenStoreTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    @TempDir Path directory;

    private FakeXenstored daemon;
    private XenStore store;

    @BeforeEach
    void connect() throws IOException {
        Path socket = directory.resolve("socket");
        daemon = new FakeXenstored(socket);
        store = XenStore.connect(socket);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
        daemon.close();
    }

    @Test
    void missingNodeIsEmptyAndNoError() throws IOException {
        daemon.tree.put("/a", "1");
        assertThat(store.read("/a", DEADLINE)).contains("1");
        assertThat(store.read("/b", DEADLINE)).isEmpty();
        assertThat(store.directory("/c", DEADLINE)).isEmpty();
    }

    @Test
    void directoryTooLongForOneMessageIsListedInParts() throws IOException {
        for (int i = 0; i < 7; i++) {
            daemon.tree.put("/d/n" + i, "");
        }
        daemon.maxNames = 3;
        assertThat(store.directory("/d", DEADLINE))
                .containsExactly("n0", "n1", "n2", "n3", "n4", "n5", "n6");
    }

    @Test
    void answerThatDoesNotComeEndsAtTheDeadline() {
        daemon.mute = true;
        assertThatThrownBy(() -> store.read("/a", Duration.ofMillis(50)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("read /a")
                .hasMessageContaining("50 ms");
    }

    @Test
    void lostConnectionIsToldAndFailsWhatWaits() throws Exception {
        daemon.tree.put("/a", "1");
        store.read("/a", DEADLINE);
        daemon.drop();
        assertThat(store.ended().get(20, TimeUnit.SECONDS)).hasMessageContaining("closed");
        assertThatThrownBy(() -> store.read("/a", DEADLINE)).isInstanceOf(IOException.class);
    }

    @Test
    void tooLongRequestIsRefusedAndTheConnectionLives() throws IOException {
        daemon.tree.put("/a", "1");
        assertThatThrownBy(() -> store.write("/a", "x".repeat(5000), DEADLINE))
                .hasMessageContaining("longer than 4096");
        assertThat(store.read("/a", DEADLINE)).contains("1");
    }

    @Test
    void watchIsHeardUntilItIsRemoved() throws Exception {
        BlockingQueue<String> news = new LinkedBlockingQueue<>();
        XenStore.Watch watch = store.watch("@introduceDomain", DEADLINE, news::add);
        assertThat(news.poll(20, TimeUnit.SECONDS)).isEqualTo("@introduceDomain");
        watch.remove(DEADLINE);
        daemon.fire("@introduceDomain", "ostler-1");
        store.domainPath(1, DEADLINE); // what came before has been dealt with
        assertThat(news).isEmpty();
    }

    @Test
    void slowListenerStopsNobodyAndIsToldToLookAgain() throws Exception {
        var release = new CountDownLatch(1);
        BlockingQueue<String> news = new LinkedBlockingQueue<>();
        store.watch(
                "/w",
                DEADLINE,
                path -> {
                    try {
                        assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    news.add(path);
                });
        for (int i = 0; i < 3000; i++) {
            daemon.fire("/w/" + i, "ostler-1");
        }
        assertThat(store.domainPath(1, DEADLINE)).isEqualTo("/local/domain/1");
        release.countDown();
        String last = news.poll(20, TimeUnit.SECONDS);
        int heard = 1;
        while (!(heard > 1 && "/w".equals(last))) {
            last = news.poll(20, TimeUnit.SECONDS);
            assertThat(last).isNotNull();
            heard++;
        }
        assertThat(heard).isLessThan(1100);
    }
}
