package org.ostler.protocol.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/// What comes out of a small description. That the output compiles and works is shown by the tests
/// of module wire, which run on all of it.
class GeneratedSourcesTest {
    private static final String DESCRIPTION =
            """
            program small 0x20 3 prefix=Small api=vir
            from *      20
            from SECRET 30

            # A thing.
            struct thing
              name       string(64)
              usageID    int?
              cpu_map    opaque(2048)

            # Lists.
            call 1 CONNECT_LIST_XML high acl=connect:read,domain:write?flags&4
              in  flags  uint
              out things thing<16>

            call 5 SECRET_GET stream=rw fds=both acl=none api=virOther

            event 6 SECRET_EVENT
              thing      thing
            """;

    @TempDir Path directory;
    private Path output;

    @BeforeEach
    void compile() throws IOException {
        Files.writeString(directory.resolve("small.protocol"), DESCRIPTION);
        ProtocolCompiler.compile(directory, directory.resolve("out"));
        output = directory.resolve("out/org/ostler/wire/protocol");
    }

    @Test
    void recordHasJavaNamesTypesAndDocumentation() throws IOException {
        assertThat(read("Thing"))
                .contains("/// A thing.")
                .contains(
                        "public record Thing(String name, Optional<Integer> usageId, Opaque"
                                + " cpuMap)")
                .contains("String name = xdr.text(\"name\", 64);")
                .contains("xdr.opaque(\"cpu_map\", cpuMap, 2048);");
    }

    @Test
    void payloadsCarryThePrefixAndTheConditionMembers() throws IOException {
        assertThat(read("SmallConnectListXmlArgs"))
                .contains("/// Arguments of small 1, CONNECT_LIST_XML.")
                .contains("/// Lists.")
                .contains("case \"flags\" -> flags;");
        assertThat(read("SmallConnectListXmlRet"))
                .contains("int thingsCount = xdr.count(\"things\", 16, 12);")
                .contains("things = List.copyOf(things);");
    }

    @Test
    void tableHasOneTypedConstantForEachProcedure() throws IOException {
        assertThat(read("SmallProcedures"))
                .contains("PROGRAM = 0x00000020;")
                .contains("VERSION = 3;")
                .contains(
                        "Procedure<SmallConnectListXmlArgs, SmallConnectListXmlRet>"
                                + " CONNECT_LIST_XML")
                .containsPattern("define\\(1, [^,]+, 20\\)")
                .contains("Procedure<Nothing, Nothing> SECRET_GET")
                .containsPattern("define\\(\\d+, [^,]+, 30\\)")
                .contains("Procedure<SmallSecretEventMsg, Nothing> SECRET_EVENT");
    }

    @Test
    void wordsOfAProcedureAreInAClassOfTheirOwn() throws IOException {
        assertThat(read("SmallWords"))
                .contains("case 1 -> \"CONNECT_LIST_XML\";")
                .contains("case 1 -> \"virConnectListXML\";")
                .contains("-> \"virOther\";")
                .contains("case 1 -> \"connect:read,domain:write?flags&4\";");
        assertThat(read("SmallProcedures")).doesNotContain("\"virConnectListXML\"");
    }

    @Test
    void unchangedFilesAreLeftAloneAndStaleOnesDeleted() throws IOException {
        Path thing = output.resolve("Thing.java");
        FileTime before = FileTime.fromMillis(1_000_000_000);
        Files.setLastModifiedTime(thing, before);
        Files.writeString(
                directory.resolve("small.protocol"), DESCRIPTION.replace("event 6", "event 7"));
        Path stale = Files.writeString(output.resolve("Stale.java"), "");
        ProtocolCompiler.compile(directory, directory.resolve("out"));
        assertThat(Files.getLastModifiedTime(thing)).isEqualTo(before);
        assertThat(stale).doesNotExist();
        assertThat(read("SmallDecoders"))
                .containsPattern("case 7:\\s+return SmallSecretEventMsg.decode");
    }

    private String read(String className) throws IOException {
        return Files.readString(output.resolve(className + ".java"));
    }
}
