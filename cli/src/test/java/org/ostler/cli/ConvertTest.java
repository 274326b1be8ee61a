package org.ostler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/// Files of one form turned into another, without any host.
class ConvertTest {
    private static final String XL =
            """
            # the web server
            name = "web"
            type = "pvh"
            memory = 1024
            kernel = "/boot/vmlinuz"
            disk = [ "vdev=xvda, access=rw, backendtype=phy, target=/dev/vg/web" ]
            """;
    private static final String XML =
            """
            <domain type='xen'>
              <name>web</name>
              <memory unit='MiB'>1024</memory>
              <os><type>xenpvh</type><kernel>/boot/vmlinuz</kernel></os>
              <devices>
                <rng model='virtio'><backend model='random'>/dev/random</backend></rng>
              </devices>
            </domain>
            """;

    @TempDir private Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static Ran convert(String... words) {
        return new Cli()
                .run(Stream.concat(Stream.of("convert"), Stream.of(words)).toArray(String[]::new));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void kindOfTheInputIsRecognizedAndItsUsualTargetTaken() throws IOException {
        String xml = convert(file("web", XL)).out();
        assertThat(xml).startsWith("<domain type='xen'").contains("<name>web</name>");
        assertThat(convert("-q", file("described", xml)).out())
                .contains("name = \"web\"", "type = \"pvh\"");
        String json = convert("--to", "libxl-json", file("web", XL)).well();
        assertThat(json)
                .startsWith("{\n    \"c_info\": {\n        \"type\": \"pvh\",")
                .endsWith("}\n");
        assertThat(convert("-q", file("document", json)).out()).startsWith("<domain type='xen'");
        assertThat(convert("-q", "--to", "xl", file("document", json)).out())
                .contains("name = \"web\"");
        assertThat(convert("--to", "libxl-json", file("document", json)).well()).isEqualTo(json);
    }

    @Test
    void configurationStaysAsItIsWhenItIsNotTurnedIntoAnythingElse() throws IOException {
        assertThat(convert("--to", "xl", file("web.cfg", XL)).well()).isEqualTo(XL);
    }

    @Test
    void standardInputIsRead() {
        Ran ran = new Cli().reading(XL).run("convert", "-q", "--to", "xml", "-");
        assertThat(ran.well()).contains("<name>web</name>");
        assertThat(new Cli().reading("memory = ]").run("convert", "-").failed(ExitCode.REFUSED))
                .startsWith("ostler: (standard input):1:10: ");
    }

    @Test
    void dialectOfXmIsSpokenWhenAskedFor() throws IOException {
        String xml = convert(file("web.cfg", XL)).out();
        assertThat(convert("-q", "--dialect=xm", file("web.xml", xml)).out())
                .contains("phy:/dev/vg/web,xvda,w");
    }

    @Test
    void whatIsNotAsItLooksIsSaidWithItsPlace() throws IOException {
        String file = file("web.cfg", XL + "vcpus = 010\ncolour = \"green\"\n");
        Ran ran = convert("--to", "xml", file);
        assertThat(ran.code()).isZero();
        assertThat(ran.err())
                .contains(
                        file + ":7:9: misread: vcpus: ",
                        file + ":8:10: unknown: colour: ",
                        file + ": kept: colour: ");
        assertThat(convert("-q", "--to", "xml", file).err()).isEmpty();
    }

    @Test
    void lossIsSaidAndAFailureWhereItIsNotAllowed() throws IOException {
        String file = file("web.xml", XML);
        Ran ran = convert("-q", file);
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).contains(file + ": lost: /domain/devices/rng: ");
        String out = folder.resolve("out").toString();
        Ran strict = convert("--strict", file, "--out", out);
        assertThat(strict.failed(ExitCode.REFUSED))
                .contains(file + ": lost: /domain/devices/rng: ")
                .endsWith(file + ": not converted, as something would be lost\n");
        assertThat(names()).containsExactly("web.xml");
    }

    @Test
    void manyFilesGoIntoAFolderAndAWrongOneKeepsNoOtherFromIt() throws IOException {
        String out = folder.resolve("out/deeper").toString();
        Ran ran =
                convert(
                        "--out",
                        out,
                        file("a.cfg", XL),
                        file("b.cfg", "memory = ]\n"),
                        folder.resolve("none.cfg").toString(),
                        file("c.xml", XML),
                        file("d", XL));
        assertThat(ran.failed(ExitCode.REFUSED))
                .contains(folder.resolve("b.cfg") + ":1:10: ", "none.cfg: no such file");
        assertThat(names())
                .containsExactly(
                        "a.cfg",
                        "b.cfg",
                        "c.xml",
                        "d",
                        "out/deeper/a.xml",
                        "out/deeper/c.cfg",
                        "out/deeper/d.xml");
        assertThat(ran.out()).contains("a.cfg converted to " + out + "/a.xml\n");
    }

    @Test
    void fileThatIsThereIsReplacedOnlyByForce() throws IOException {
        String file = file("web.cfg", XL);
        String old = file("web.xml", "mine");
        String here = folder.toString();
        assertThat(convert("-q", "--out", here, file).failed(ExitCode.CONFLICT))
                .contains(old + ": there already; --force replaces it");
        assertThat(Path.of(old)).hasContent("mine");
        convert("-q", "--force", "--out", here, file).well();
        assertThat(Files.readString(Path.of(old))).startsWith("<domain");
        Files.createDirectory(folder.resolve("other"));
        String namesake = file("other/web.cfg", XL);
        assertThat(
                        convert("-q", "--force", "--out", here, file, namesake)
                                .failed(ExitCode.CONFLICT))
                .contains(old + ": another file of this run was converted to it");
        assertThat(convert("-q", "--out", file, namesake).failed(ExitCode.CONFLICT))
                .contains(file + ": there already, and no folder");
        assertThat(names()).containsExactly("other/web.cfg", "web.cfg", "web.xml");
    }

    @Test
    void fileThatTheRunHasStillToReadIsNotWrittenOver() throws IOException {
        String xl = file("web.cfg", XL);
        String xml = file("web.xml", XML);
        String here = folder.toString();
        assertThat(convert("-q", "--force", "--out", here, xl, xml).failed(ExitCode.CONFLICT))
                .contains("web.xml: a file of this run")
                .contains("web.cfg: a file of this run");
        assertThat(folder.resolve("web.cfg")).hasContent(XL);
        assertThat(folder.resolve("web.xml")).hasContent(XML);
        assertThat(names()).containsExactly("web.cfg", "web.xml");
    }

    @Test
    void linkThatLeadsNowhereIsThereAlreadyAndPermissionsAreThoseOfTheSource() throws IOException {
        String xl = file("web.cfg", XL);
        Files.setPosixFilePermissions(Path.of(xl), PosixFilePermissions.fromString("rw-------"));
        Path link = Files.createSymbolicLink(folder.resolve("web.xml"), Path.of("nowhere"));
        String here = folder.toString();
        assertThat(convert("-q", "--out", here, xl).failed(ExitCode.CONFLICT))
                .contains("there already");
        assertThat(link).isSymbolicLink();
        Files.delete(link);
        convert("-q", "--out", here, xl).well();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(link)))
                .isEqualTo("rw-------");
        assertThat(names()).containsExactly("web.cfg", "web.xml");
    }

    @Test
    void byteOrderMarkIsNoPartOfAnyForm() throws IOException {
        for (String text : List.of(XL, XML)) {
            String plain = convert("-q", file("plain", text)).out();
            assertThat(convert("-q", file("marked", "\ufeff" + text)).out()).isEqualTo(plain);
        }
    }

    @Test
    void programsReadTheRemarksAsJson() throws IOException {
        Ran ran = convert("-q", "-o", "json", file("web.xml", XML));
        assertThat(ran.out())
                .contains(
                        "\"from\": \"xml\"",
                        "\"to\": \"xl\"",
                        "\"kind\": \"lost\"",
                        "\"option\": \"/domain/devices/rng\"");
    }

    @Test
    void wordsThatDoNotFitTogetherAreRefused() throws IOException {
        String file = file("web.cfg", XL);
        assertThat(convert("--force", file).failed(ExitCode.USAGE)).contains("needs --out");
        assertThat(convert("--out", "x", file, "-").failed(ExitCode.USAGE))
                .contains("standard input has no name");
        assertThat(convert("--to", "vmx", file).failed(ExitCode.USAGE))
                .contains("--to takes one of xml, xl, libxl-json");
    }

    @Test
    void textThatIsNothingOfAllThisIsRefusedWithItsPlace() throws IOException {
        assertThat(convert(file("a", "<domain>\n<name>")).failed(ExitCode.REFUSED))
                .contains(folder.resolve("a") + ":2:");
        assertThat(convert(file("b", "{\n  \"c_info\": }")).failed(ExitCode.REFUSED))
                .contains(folder.resolve("b") + ":2:", "a JSON object");
        assertThat(convert(file("c", "{}")).failed(ExitCode.REFUSED)).contains("name");
        assertThat(convert(file("d", "")).failed(ExitCode.REFUSED)).contains("name");
        assertThat(convert(file("e", "\uFFFDELF\u0001")).failed(ExitCode.REFUSED))
                .contains(":1:1: ");
    }
}
