package org.ostler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What differs between two guests, and when it can be had.
class DiffTest {
    private static final String GUEST =
            """
            <domain type='qemu'>
              <name>web</name>
              <memory unit='KiB'>1048576</memory>
              <os><type>hvm</type></os>
              <devices>
                <disk type='file' device='cdrom'>
                  <source file='/a.iso'/><target dev='hdc' bus='ide'/>
                </disk>
              </devices>
            </domain>
            """;

    @TempDir private Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static Ran diff(String... words) {
        return new Cli()
                .run(Stream.concat(Stream.of("diff"), Stream.of(words)).toArray(String[]::new));
    }

    @Test
    void equalFilesEndWith0AndSayNothing() throws IOException {
        String moved =
                GUEST.replace("<disk type='file' device='cdrom'>", "<disk device='cdrom'>")
                        .replace("unit='KiB'>1048576", "unit='GiB'>1");
        Ran ran = diff(file("a.xml", GUEST), file("b.xml", moved));
        assertThat(ran.well()).isEmpty();
        assertThat(diff("-o", "json", file("a.xml", GUEST), file("b.xml", GUEST)).well())
                .isEqualTo("[]\n");
    }

    @Test
    void differencesEndWith1AndSayWhenTheyCanBeHad() throws IOException {
        String other =
                GUEST.replace("/a.iso", "/b.iso")
                        .replace("<name>web", "<name>db")
                        .replace("<os>", "<vcpu>2</vcpu><os>");
        Ran ran = diff(file("a.xml", GUEST), file("b.xml", other));
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .containsPattern("/domain/name +web +db +never ")
                .containsPattern("/domain/vcpu +1 +2 +next start ")
                .containsPattern(
                        "/domain/devices/disk\\[target/@dev='hdc']/source/@file +/a.iso +/b.iso"
                                + " +now ");
    }

    @Test
    void changesAreInJson() throws IOException {
        String other = GUEST.replace("<source file='/a.iso'/>", "");
        assertThat(diff("-o", "json", file("a.xml", GUEST), file("b.xml", other)).out())
                .isEqualTo(
                        """
                        [
                          {
                            "path": "/domain/devices/disk[target/@dev='hdc']/source/@file",
                            "kind": "removed",
                            "before": "/a.iso",
                            "after": null,
                            "effect": "now",
                            "call": "virDomainUpdateDeviceFlags",
                            "reason": "media can be changed while the guest runs"
                          }
                        ]
                        """);
    }

    @Test
    void xlConfigurationIsComparedToo() throws IOException {
        String one = "name = \"web\"\nmemory = 512\nkernel = \"/k\"\n";
        Ran ran = diff(file("a.cfg", one), file("b.cfg", one.replace("512", "256")));
        assertThat(ran.out()).containsPattern("/domain/memory +524288 +262144 +next start");
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void domainIsComparedWithWhatTheFileWouldBecomeThere() throws IOException {
        Cli cli = new Cli().at("test:///default");
        String stored = cli.run("show", "--xml", "--inactive", "test").well();
        assertThat(cli.run("diff", "test", file("same.xml", stored)).code()).isZero();
        String fewer =
                stored.replaceFirst("<uuid>.*</uuid>", "")
                        .replaceFirst("(<currentMemory[^>]*>)\\d+", "$11048576");
        Ran ran = cli.run("diff", "test", file("less.xml", fewer));
        assertThat(ran.out())
                .containsPattern(
                        "/domain/currentMemory +2097152 +1048576 +next start +this host does not"
                                + " have virDomainSetMemoryFlags");
        assertThat(ran.out().lines()).hasSize(2);
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void troubleDoesNotLookLikeADifference() throws IOException {
        String file = file("a.xml", GUEST);
        assertThat(diff(file, folder.resolve("none").toString()).failed(ExitCode.NOT_FOUND))
                .contains("no such file");
        assertThat(diff(file, file("b.xml", "<domain>")).failed(ExitCode.REFUSED))
                .contains("b.xml:");
        assertThat(diff("--running", file, file).failed(ExitCode.USAGE))
                .contains("--running is about a domain");
        assertThat(
                        new Cli()
                                .at("test:///default")
                                .run("diff", "tset", file)
                                .failed(ExitCode.NOT_FOUND))
                .contains("did you mean 'test'?");
    }
}
