package org.ostler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/// What a guest would become, told before anything is touched.
class PlanTest {
    private static final String GUEST =
            """
            <domain type='%s'>
              <name>web</name>
              <uuid>c7a5fdb0-cdaf-9455-926a-d65c16db1809</uuid>
              <memory unit='GiB'>1</memory>
              <os><type arch='x86_64'>hvm</type></os>
              <devices>
                <disk type='file' device='disk'>
                  <source file='/srv/web.img'/><target dev='hda'/>
                </disk>
                <graphics type='spice'/>%s
              </devices>
            </domain>
            """;
    private static final String XL =
            """
            name = "web"
            uuid = "c7a5fdb0-cdaf-9455-926a-d65c16db1809"
            type = "pvh"
            memory = 1024
            kernel = "/boot/vmlinuz"
            disk = [ "vdev=xvda, access=rw, backendtype=phy, target=/dev/vg/web" ]
            """;

    @TempDir private Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private Ran plan(String... words) {
        return new Cli(
                        Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString()),
                        "",
                        false,
                        LocalHosts::new)
                .run(Stream.concat(Stream.of("plan"), Stream.of(words)).toArray(String[]::new));
    }

    @Test
    void everyValueIsToldWithWhoChoseIt() throws IOException {
        String out = plan(file("g.xml", GUEST.formatted("test", ""))).well();
        assertThat(out)
                .startsWith("web on test: as planned for the test driver\n")
                .containsPattern("/domain/name +web +user +-\n")
                .containsPattern("/domain/memory +1048576 +user +written as 1\n")
                .containsPattern("/domain/on_crash +destroy +driver +the format's default")
                .containsPattern("/domain/devices/disk/source/@file +/srv/web.img +user")
                .contains("\nAT START  RULE\n", "\n# test\n");
    }

    @Test
    void defaultsOfTheMachineAndTheHostAreNamed() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/qemu-system-x86_64")), "QEMU is missing");
        String out = plan(file("g.xml", GUEST.formatted("qemu", ""))).well();
        assertThat(out)
                .startsWith("web on qemu: as planned for QEMU on this machine\n")
                .containsPattern("/domain/devices/emulator +/usr/bin/qemu\\S+ +host +QEMU \\S+ is")
                .containsPattern("/domain/devices/controller\\[1]/@type +\\w+ +driver +devices of")
                .containsPattern("graphics0.port +a free TCP port")
                .contains("\n# qemu-argv\n/usr/bin/qemu-system-x86_64 \\\n-name guest=web")
                .doesNotContain("[@type=");
    }

    @Test
    void xenIsPlannedWithoutAXenHost() throws IOException {
        Ran ran = plan(file("web.cfg", XL));
        assertThat(ran.out())
                .startsWith("web on xen: as planned for a Xen host with hardware virtualization")
                .containsPattern("/domain/os/kernel +/boot/vmlinuz +user")
                .contains("\n# libxl-json\n{\"c_info\":{\"type\":\"pvh\",\"name\":\"web\"");
        assertThat(ran.code()).isZero();
    }

    @Test
    void guestOfAnotherDriverIsPlannedAsOnesOfThisAndThatIsSaid() throws IOException {
        Ran ran =
                plan(
                        "--on",
                        "xen",
                        file("g.xml", GUEST.formatted("qemu", "<sound model='ac97'/>")));
        assertThat(ran.out())
                .containsPattern("changed +/domain/@type +the guest is one of type qemu")
                .containsPattern("needs +/domain/devices/graphics\\S* +libxl chooses no port")
                .containsPattern("ignored +/domain/devices/sound ");
        assertThat(ran.code()).isZero();
    }

    @Test
    void strictFailsWhereAnythingIsIgnoredAndStillPrintsThePlan() throws IOException {
        String file = file("g.xml", GUEST.formatted("xen", "<sound model='ac97'/>"));
        Ran ran = plan("--strict", file);
        assertThat(ran.failed(ExitCode.UNSUPPORTED))
                .isEqualTo(
                        "ostler: "
                                + file
                                + ": not as written: 1 remark says unsupported or ignored\n");
        assertThat(ran.out()).contains("# libxl-json");
        assertThat(plan("--strict", file("x.xml", GUEST.formatted("test", ""))).code()).isZero();
    }

    @Test
    void programsReadJson() throws IOException {
        assertThat(plan("-o", "json", file("g.xml", GUEST.formatted("test", ""))).well())
                .startsWith("{\n  \"name\": \"web\",\n  \"driver\": \"test\",\n")
                .contains(
                        """
                              "path": "/domain/memory",
                              "value": "1048576",
                              "source": "user",
                              "detail": "written as 1"
                        """)
                .contains("\"kind\": \"test\"", "\"bindings\": [", "\"remarks\": [");
        assertThat(plan("-o", "name", file("g.xml", GUEST.formatted("test", ""))).well())
                .isEqualTo("web\n");
    }

    @Test
    void wrongFileAndWrongDriverAreRefused() throws IOException {
        String file = file("wrong.xml", "<domain type='test'><name>a/b</name></domain>");
        assertThat(plan(file).failed(ExitCode.REFUSED)).startsWith("ostler: " + file + ":1:");
        assertThat(plan("--on", "qemo", file).failed(ExitCode.USAGE))
                .contains("not 'qemo'; did you mean 'qemu'?");
        assertThat(plan(folder.resolve("none").toString()).failed(ExitCode.NOT_FOUND))
                .contains("no such file");
        String vbox = file("vbox.xml", GUEST.formatted("vbox", ""));
        assertThat(plan(vbox).failed(ExitCode.UNSUPPORTED)).contains("type 'vbox'; --on says");
    }

    @Test
    void hostThatTheCommandLineNamesPlans() throws IOException {
        String file = file("g.xml", GUEST.formatted("test", ""));
        assertThat(plan("-c", "test:///default", file).well())
                .startsWith("web on test: as planned for the host test:///default\n");
        assertThat(plan("--on", "test:///default", file).well())
                .startsWith("web on test: as planned for the host test:///default\n");
    }
}
