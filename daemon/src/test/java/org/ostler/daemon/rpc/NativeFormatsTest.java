package org.ostler.daemon.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.api.Conversion;
import org.ostler.api.Conversion.Remark;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.NativeFormat;
import org.ostler.api.Operation;
import org.ostler.client.Options;
import org.ostler.client.RemoteHypervisor;
import org.ostler.driver.test.TestDriver;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// xl.cfg and domain XML over the wire, by the stock virsh and by Ostler's own client.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class NativeFormatsTest {
    private static final String XL =
            """
            name = "web"
            uuid = "c7a5fdb0-cdaf-9455-926a-d65c16db1809"
            type = "pvh"
            memory = 1024
            vcpus = 2
            cpuid = "host,tm=0"
            kernel = "/boot/vmlinuz"
            disk = [ "vdev=xvda, access=rw, backendtype=phy, target=/dev/vg/web" ]
            colour = "green"
            """;

    private final FrontOnTestDriver front =
            new FrontOnTestDriver(new TestDriver(), WithXenFormats::open);

    @TempDir private Path folder;

    @AfterEach
    void close() {
        front.close();
    }

    private record Ran(int code, String out, String err) {}

    private Ran virsh(String... words) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of("virsh", "-c", "test+unix:///default?socket=" + front.socket()));
        command.addAll(List.of(words));
        File out = folder.resolve("out").toFile();
        File err = folder.resolve("err").toFile();
        Process process =
                new ProcessBuilder(command).redirectOutput(out).redirectError(err).start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ran(
                process.exitValue(),
                Files.readString(out.toPath()),
                Files.readString(err.toPath()));
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    }

    private RemoteHypervisor open() {
        return front.open(Options.DEFAULT);
    }

    @Test
    void virshTurnsXlConfigurationIntoXmlAndBackWithoutLoss() throws Exception {
        Ran xml = virsh("domxml-from-native", "xen-xl", file("web.cfg", XL).toString());
        assertThat(xml.err()).isEmpty();
        assertThat(xml.out())
                .contains(
                        "<domain type='xen'",
                        "<name>web</name>",
                        "<memory unit='KiB'>1048576</memory>",
                        "<source dev='/dev/vg/web'/>");
        Path described = file("web.xml", xml.out());
        Ran back = virsh("domxml-to-native", "xen-xl", "--xml", described.toString());
        assertThat(back.err()).isEmpty();
        assertThat(back.out())
                .contains(
                        "name = \"web\"",
                        "memory = 1024",
                        "cpuid = \"host,tm=0\"",
                        "colour = \"green\"",
                        "/dev/vg/web");
        assertThat(virsh("domxml-to-native", "xen-xm", "--xml", described.toString()).out())
                .contains("name = \"web\"", "phy:/dev/vg/web,xvda,w");
    }

    @Test
    void virshWritesTheConfigurationOfADefinedDomain() throws Exception {
        String guest =
                """
                <domain type='test'><name>defined</name><memory unit='MiB'>64</memory>
                <os><type>hvm</type></os></domain>
                """;
        assertThat(virsh("define", file("defined.xml", guest).toString()).err()).isEmpty();
        assertThat(virsh("domxml-to-native", "xen-xl", "--domain", "defined").out())
                .contains("name = \"defined\"", "memory = 64");
    }

    @Test
    void virshIsToldWhereAConfigurationIsWrong() throws Exception {
        Path wrong = file("wrong.cfg", "name = \"web\"\nmemory = ]\n");
        assertThat(virsh("domxml-from-native", "xen-xl", wrong.toString()).err())
                .contains("error: configuration file syntax error: ", "line 2, column 10");
    }

    @Test
    void unknownFormatIsAnInvalidArgument() throws Exception {
        assertThat(virsh("domxml-from-native", "vmware-vmx", file("f", "x").toString()).err())
                .contains("error: invalid argument: unsupported config type vmware-vmx");
        String guest = "<domain type='test'><name>g</name><memory>1024</memory><os><type>hvm";
        Path xml = file("g.xml", guest + "</type></os></domain>");
        assertThat(virsh("domxml-to-native", "qemu-argv", "--xml", xml.toString()).err())
                .contains("error: invalid argument: unsupported config type qemu-argv");
    }

    @Test
    void ostlersClientIsAlsoToldWhatIsKeptAndLost() {
        try (RemoteHypervisor remote = open()) {
            assertThat(remote.support().of(Operation.DOMAIN_FROM_NATIVE).flags())
                    .containsExactlyInAnyOrder("test", "xen-xl", "xen-xm", "libxl-json");
            Conversion<DomainSpec> read = remote.fromNative(NativeFormat.XEN_XL, XL);
            Conversion<DomainSpec> here = front.engine().fromNative(NativeFormat.XEN_XL, XL);
            assertThat(read.remarks()).isEqualTo(here.remarks());
            assertThat(DomainXml.format(read.value())).isEqualTo(DomainXml.format(here.value()));
            assertThat(read.remarks())
                    .anySatisfy(
                            remark -> {
                                assertThat(remark.kind()).isEqualTo(Remark.Kind.NOTE);
                                assertThat(remark.path()).isEqualTo("colour");
                                assertThat(remark.line()).isEqualTo(9);
                            })
                    .extracting(Remark::kind)
                    .contains(Remark.Kind.KEPT)
                    .doesNotContain(Remark.Kind.LOST);
            String rng = "<rng model='virtio'><backend model='random'>/dev/random</backend></rng>";
            DomainSpec with =
                    DomainXml.parse(
                                    DomainXml.format(read.value())
                                            .replace("</devices>", rng + "</devices>"))
                            .spec();
            assertThat(remote.toNative(NativeFormat.XEN_XL, with).remarks())
                    .contains(
                            new Remark(
                                    Remark.Kind.LOST,
                                    0,
                                    0,
                                    "/domain/devices/rng",
                                    "xl.cfg has no word for it"));
        }
    }

    @Test
    void moreRemarksThanTheWireCarriesAreCounted() {
        StringBuilder many = new StringBuilder(XL);
        for (int i = 0; i < 3000; i++) {
            many.append("unknown").append(i).append(" = 1\n");
        }
        try (RemoteHypervisor remote = open()) {
            List<Remark> remarks =
                    remote.fromNative(NativeFormat.XEN_XL, many.toString()).remarks();
            assertThat(remarks).hasSize(1001);
            assertThat(remarks.getLast().text()).matches("there are \\d{4} remarks more");
        }
    }

    @Test
    void configurationThatNoXmlCanHoldIsRefused() {
        try (RemoteHypervisor remote = open()) {
            for (String value : List.of("a/b", "a\u0001b", "")) {
                String text = XL.replace("\"web\"", "\"" + value + "\"");
                assertThatThrownBy(() -> remote.fromNative(NativeFormat.XEN_XL, text))
                        .as(value)
                        .asInstanceOf(type(Fault.class))
                        .extracting(Fault::code)
                        .isIn(FaultCode.CONF_SYNTAX, FaultCode.CONFIG_UNSUPPORTED);
            }
        }
    }
}
