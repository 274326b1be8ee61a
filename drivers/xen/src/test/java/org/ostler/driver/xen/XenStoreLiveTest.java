package org.ostler.driver.xen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The xenstore client against a real xenstored.
@NeedsXen
@ExtendWith(TripleFaultsHere.class)
class XenStoreLiveTest {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Path SOCKET = Path.of("/run/xenstored/socket");

    @Test
    void storeIsRead() throws Exception {
        try (var store = XenStore.connect(SOCKET)) {
            assertThat(store.read("/local/domain/0/name", DEADLINE)).contains("Domain-0");
            assertThat(store.read("/local/domain/0/nosuchnode", DEADLINE)).isEmpty();
            assertThat(store.directory("/local/domain", DEADLINE)).contains("0");
            assertThat(store.directory("/nosuchnode", DEADLINE)).isEmpty();
            assertThat(store.domainPath(7, DEADLINE)).isEqualTo("/local/domain/7");
            assertThat(store.isIntroduced(0, DEADLINE)).isTrue();
            assertThat(store.isIntroduced(31000, DEADLINE)).isFalse();
            assertThatThrownBy(() -> store.read("no good path", DEADLINE))
                    .isInstanceOfSatisfying(
                            XenStoreException.class,
                            e -> assertThat(e.error()).isEqualTo("EINVAL"));
        }
    }

    @Test
    void watchesTellOfDomainsThatComeAndGo() throws Exception {
        BlockingQueue<String> news = new LinkedBlockingQueue<>();
        var libxl = new Libxl();
        try (var store = XenStore.connect(SOCKET)) {
            store.watch("@introduceDomain", DEADLINE, news::add);
            store.watch("@releaseDomain", DEADLINE, news::add);
            assertThat(news.poll(10, TimeUnit.SECONDS)).isEqualTo("@introduceDomain");
            assertThat(news.poll(10, TimeUnit.SECONDS)).isEqualTo("@releaseDomain");

            int domid =
                    libxl.operations()
                            .create(
                                    "ostler-watched",
                                    LabGuest.pvh("ostler-watched", LabGuest.KERNEL))
                            .result()
                            .get(2, TimeUnit.MINUTES);
            assertThat(news.poll(10, TimeUnit.SECONDS)).isEqualTo("@introduceDomain");
            assertThat(store.read("/local/domain/" + domid + "/console/tty", DEADLINE))
                    .hasValueSatisfying(tty -> assertThat(tty).startsWith("/dev/pts/"));

            libxl.operations().destroy(domid).result().get(2, TimeUnit.MINUTES);
            assertThat(news.poll(10, TimeUnit.SECONDS)).isEqualTo("@releaseDomain");
        } finally {
            libxl.close();
        }
    }

    @Test
    void nodeWithManyChildrenIsListedInParts() throws Exception {
        try (var store = XenStore.connect(SOCKET)) {
            for (int i = 0; i < 300; i++) {
                store.write("/ostler-test/a-child-with-a-long-name-" + i, "", DEADLINE);
            }
            assertThat(store.directory("/ostler-test", DEADLINE))
                    .hasSize(300)
                    .doesNotHaveDuplicates();
        } finally {
            var remove = new ProcessBuilder("xenstore-rm", "/ostler-test").start();
            assertThat(remove.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
