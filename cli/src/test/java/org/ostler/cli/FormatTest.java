package org.ostler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Documents written in their canonical form, without any host.
class FormatTest {
    private static final String NETWORK =
            """
            <network>
              <ip netmask="255.255.255.0" address="192.168.9.1"/>
              <surprise/>
              <name>lan</name>
            </network>
            """;
    private static final String CANONICAL =
            """
            <network>
              <name>lan</name>
              <bridge stp='on' delay='0'/>
              <ip address='192.168.9.1' netmask='255.255.255.0'>
              </ip>
              <surprise/>
            </network>
            """;
    private static final String POOL =
            """
            <pool type='dir'>
              <name>disks</name>
              <capacity unit='GiB'>5</capacity>
              <target><path>/srv//disks/</path></target>
            </pool>
            """;

    @TempDir private Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static Ran format(String... words) {
        return new Cli()
                .run(Stream.concat(Stream.of("format"), Stream.of(words)).toArray(String[]::new));
    }

    @Test
    void documentIsWrittenCanonicallyAndWhatIsKeptIsSaid() throws IOException {
        String file = file("lan.xml", NETWORK);
        Ran ran = format(file);
        assertThat(ran.out()).isEqualTo(CANONICAL);
        assertThat(ran.err()).isEqualTo(file + ":3: unknown, kept: /network/surprise\n");
        assertThat(ran.code()).isEqualTo(ExitCode.OK.number());
        assertThat(format(file("again.xml", ran.out())).out()).isEqualTo(CANONICAL);
    }

    @Test
    void whatOnlyAHostCanSayIsLeftOutAndSaidEvenWithQuiet() throws IOException {
        String file = file("disks.xml", POOL);
        Ran ran = format("-q", file);
        assertThat(ran.out())
                .contains("<capacity unit='bytes'>0</capacity>", "<path>/srv/disks</path>");
        assertThat(ran.err())
                .isEqualTo(file + ":3: reported by a host, left out: /pool/capacity\n");
    }

    @Test
    void standardInputIsReadAndTheKindCanBeDemanded() {
        assertThat(new Cli().reading(NETWORK).run("format", "-q", "-").well()).isEqualTo(CANONICAL);
        Ran ran = new Cli().reading(NETWORK).run("format", "--kind", "pool", "-");
        assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(ran.err())
                .contains("(standard input):1:1: unexpected root element 'network' at /network")
                .contains("expected 'pool'");
    }

    @Test
    void whatNoQemuCanBeIsRefusedWithItsLine() throws IOException {
        String guest =
                """
                <domain type='%s'>
                  <name>g</name>
                  <memory>1048576</memory>
                  <os><type arch='x86_64' machine='pc'>hvm</type></os>
                  <devices>
                    <iommu model='intel'/>
                  </devices>
                </domain>
                """;
        Ran ran = format("-q", file("wrong.xml", guest.formatted("kvm")));
        assertThat(ran.code()).isEqualTo(ExitCode.UNSUPPORTED.number());
        assertThat(ran.err())
                .contains("wrong.xml:6:5: there is no IOMMU of model 'intel'")
                .contains("/domain/devices/iommu", "expected a machine of the family 'q35'");
        assertThat(format("-q", file("other.xml", guest.formatted("test"))).code())
                .isEqualTo(ExitCode.OK.number());
    }

    @Test
    void wrongFileIsRefusedWithItsPlaceAndTheOthersAreWritten() throws IOException {
        String wrong = file("wrong.xml", NETWORK.replace("255.255.255.0", "255.0.255.0"));
        String right = file("right.xml", POOL);
        Path out = folder.resolve("out");
        Ran ran = format("--out", out.toString(), wrong, right);
        assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(ran.err())
                .contains(wrong + ":2:3: the netmask '255.0.255.0' has a gap at /network/ip");
        assertThat(out.resolve("wrong.xml")).doesNotExist();
        assertThat(out.resolve("right.xml")).content().startsWith("<pool type='dir'>");
    }

    @Test
    void fileThatIsThereAlreadyIsLeftAlone() throws IOException {
        String file = file("lan.xml", NETWORK);
        Ran ran = format("--out", folder.toString(), file);
        assertThat(ran.code()).isEqualTo(ExitCode.CONFLICT.number());
        assertThat(Path.of(file)).content().isEqualTo(NETWORK);
        assertThat(format("--out", folder.toString(), "--force", file).code())
                .isEqualTo(ExitCode.OK.number());
        assertThat(Path.of(file)).content().isEqualTo(CANONICAL);
    }

    @Test
    void rootThatDescribesNothingIsRefused() throws IOException {
        Ran ran = format(file("html.xml", "<html/>"));
        assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(ran.err())
                .contains("unknown root element 'html'", "'domain', 'network'", ":1:1:");
    }

    @Test
    void kindAndRemarksAreInJson() throws IOException {
        assertThat(format("-o", "json", file("lan.xml", NETWORK)).out())
                .contains("\"kind\": \"network\"", "\"path\": \"/network/surprise\"");
    }
}
