package org.ostler.driver.xen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A host that lacks one thing after the other.
class XenHostTest {
    @TempDir Path root;

    @BeforeEach
    void makeHost() throws IOException {
        put("sys/hypervisor/type", "xen\n");
        put("sys/hypervisor/version/major", "4\n");
        put("sys/hypervisor/version/minor", "17\n");
        put("proc/xen/capabilities", "control_d\n");
        put("dev/xen/privcmd", "");
        put("usr/lib/x86_64-linux-gnu/libxenlight.so.4.17", "");
        put("usr/lib/x86_64-linux-gnu/libxenlight.so.4.19", "");
    }

    @Test
    void completeHostIsPresentWithTheLibraryOfTheRunningRelease() throws IOException {
        Path socket = root.resolve(XenHost.XENSTORED_SOCKET);
        Files.createDirectories(socket.getParent());
        try (var daemon = new FakeXenstored(socket)) {
            daemon.tree.put("/local/domain/0/name", "Domain-0");
            assertThat(XenHost.probe(root))
                    .isInstanceOfSatisfying(
                            XenHost.Present.class,
                            present -> {
                                assertThat(present.version()).isEqualTo(new XenVersion(4, 17));
                                assertThat(present.library().version())
                                        .isEqualTo(new XenVersion(4, 17));
                                assertThat(present.xenstored()).isEqualTo(socket);
                            });
        }
    }

    @Test
    void ordinaryHostHasNoHypervisor() throws IOException {
        Files.delete(root.resolve("sys/hypervisor/type"));
        assertAbsent(XenAbsence.Kind.NO_HYPERVISOR, "/sys/hypervisor/type");
    }

    @Test
    void guestIsNoControlDomain() throws IOException {
        put("proc/xen/capabilities", "\n");
        assertAbsent(XenAbsence.Kind.NOT_CONTROL_DOMAIN, "control_d");
    }

    @Test
    void missingDeviceIsNamed() throws IOException {
        Files.delete(root.resolve("dev/xen/privcmd"));
        assertAbsent(XenAbsence.Kind.NO_PRIVCMD, "/dev/xen/privcmd");
    }

    @Test
    void oldReleaseIsRefusedWithItsNumber() throws IOException {
        put("sys/hypervisor/version/minor", "11\n");
        assertAbsent(XenAbsence.Kind.TOO_OLD, "4.11");
    }

    @Test
    void libraryOfAnotherReleaseIsNoHelp() throws IOException {
        Files.delete(root.resolve("usr/lib/x86_64-linux-gnu/libxenlight.so.4.17"));
        assertAbsent(
                XenAbsence.Kind.NO_LIBRARY,
                "libxenlight.so.4.17 is not installed; installed are: [4.19]");
    }

    @Test
    void missingXenstoredIsNamed() {
        assertAbsent(XenAbsence.Kind.NO_XENSTORE, "xenstored/socket");
    }

    private void assertAbsent(XenAbsence.Kind kind, String words) {
        assertThat(XenHost.probe(root))
                .isInstanceOfSatisfying(
                        XenHost.Absent.class,
                        absent -> {
                            assertThat(absent.absence().kind()).isEqualTo(kind);
                            assertThat(absent.absence().reason()).contains(words).endsWith(".");
                        });
    }

    private void put(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
