package org.ostler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The ways into the lab's Xen host that the other tests rely on.
@Tag("xen")
class LabTest {
    @TempDir private Path folder;

    private static String host = "";

    @BeforeAll
    static void hostIsUp() {
        host = XenLab.reach().number();
    }

    private static Outcome lab(String input, String... words) {
        return XenLab.lab(input, words);
    }

    @Test
    void argumentsArriveAsTheyAre() {
        String odd = "a  b'c\"d$HOME;`x`*\\ é\nf";
        assertThat(lab("", "run", host, "printf", "%s|", odd, "").succeeded())
                .isEqualTo(odd + "||");
    }

    @Test
    void exitCodeAndInputPassThrough() {
        assertThat(lab("", "run", host, "sh", "-c", "exit 7").exitCode()).isEqualTo(7);
        assertThat(lab("some\ninput", "run", host, "cat").succeeded()).isEqualTo("some\ninput");
    }

    @Test
    void filesAndFoldersArriveWithTheirModes() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "content");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        lab("", "put", host, folder.toString(), "/tmp/lab-test/folder").succeeded();
        lab("", "put", host, file.toString(), "/tmp/lab-test/single").succeeded();
        for (String there : List.of("/tmp/lab-test/folder/f", "/tmp/lab-test/single")) {
            assertThat(lab("", "run", host, "test", "-x", there).exitCode()).isZero();
            assertThat(lab("", "run", host, "cat", there).succeeded()).isEqualTo("content");
        }
    }

    @Test
    void theForwardedSocketIsTheSameEachTime() {
        String path = lab("", "socket", host).succeeded();
        assertThat(lab("", "socket", host).succeeded()).isEqualTo(path);
        assertThat(Path.of(path.strip())).exists();
    }

    @Test
    void xenIsThereAndLibvirtdIsNot() {
        assertThat(lab("", "run", host, "xl", "list").succeeded()).contains("Domain-0");
        assertThat(lab("", "run", host, "pidof", "libvirtd").exitCode()).isEqualTo(1);
    }
}
