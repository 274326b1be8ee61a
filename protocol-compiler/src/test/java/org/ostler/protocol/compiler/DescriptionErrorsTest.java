package org.ostler.protocol.compiler;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What is wrong in a description is told with file and line.
class DescriptionErrorsTest {
    private static final String HEADER = "program p 7 1 api=vir\nfrom * 0\n";

    @TempDir Path directory;

    @Test
    void unknownTypeIsRefused() {
        assertRefused("call 1 A\n  in x nowhere\n", 4, "unknown type nowhere");
        assertRefused("struct s\n  x nowhere<3>\n", 4, "unknown type nowhere");
    }

    @Test
    void numbersMustAscend() {
        assertRefused("call 1 A\ncall 1 B\n", 4, "number 1 after 1");
        assertRefused("call 2 A\ncall 1 B\n", 4, "number 1 after 2");
        assertRefused("call 0 A\n", 3, "expected a number from 1 to 65535, found 0");
        assertRefused("call x A\n", 3, "expected a number from 1 to 65535, found x");
    }

    @Test
    void namesMustBeUnique() {
        assertRefused("call 1 A\ncall 2 A\n", 4, "A twice");
        assertRefused(
                "struct s\n  x int\nstruct s\n  y int\n",
                5,
                "s is already described at p.protocol:3");
        assertRefused("struct s\n  a_b int\n  aB int\n", 5, "member aB twice");
    }

    @Test
    void limitsMustMakeSense() {
        assertRefused("struct s\n  x opaque\n", 4, "opaque needs a size: opaque(N) or opaque[N]");
        assertRefused("struct s\n  x opaque(0)\n", 4, "a size is from 1 to 16777216, found 0");
        assertRefused(
                "struct s\n  x int<99999999999>\n",
                4,
                "a size is from 1 to 16777216, found 99999999999");
        assertRefused("struct s\n  x int(4)\n", 4, "int has no size");
        assertRefused("struct s\n  x string[4]\n", 4, "a string has no fixed size");
        assertRefused(
                "struct s\n  x int?<4>\n",
                4,
                "an array of optional elements is not supported: int?<4>");
        assertRefused("struct s\n  x int<>\n", 4, "not a type: int<>");
    }

    @Test
    void structureMustNotContainItself() {
        assertRefused("struct a\n  b b?\nstruct b\n  a a<3>\n", 3, "a contains itself");
    }

    @Test
    void attributesAreChecked() {
        assertRefused("call 1 A hgih\n", 3, "unknown attribute 'hgih'");
        assertRefused("call 1 A high high\n", 3, "attribute 'high' twice");
        assertRefused("call 1 A stream=x\n", 3, "value of 'stream' does not match");
        assertRefused("call 1 A acl=domain\n", 3, "value of 'acl' does not match");
        assertRefused(
                "call 1 A acl=domain:read?flags&1\n", 3, "no whole-number argument called flags");
        assertRefused("call 1 A stream=r sparse\n", 3, "no whole-number argument called flags");
        assertRefused("call 1 A sparse\n  in flags uint\n", 3, "sparse without a stream");
        assertRefused("call 1 A ro rw\n", 3, "both ro and rw");
        assertRefused("event 1 A high\n", 3, "an event has no attributes");
    }

    @Test
    void callMustSayWhoMayMakeIt() {
        assertRefused("call 1 A\n", 3, "no permission: ");
        assertRefused("call 1 A acl=\n", 3, "value of 'acl' does not match");
        assertRefused("call 1 A acl=none,domain:read\n", 3, "value of 'acl' does not match");
    }

    @Test
    void linesMustHaveTheirForm() {
        assertRefused("  x int\n", 3, "a member outside of a structure or procedure");
        assertRefused("call 1 A\n  x int\n", 4, "expected in|out NAME TYPE");
        assertRefused("call 1 A\n  inn x int\n", 4, "expected in or out, found inn");
        assertRefused("event 1 A\n  in x int\n", 4, "expected NAME TYPE");
        assertRefused(
                "cal 1 A\n",
                3,
                "expected program, library, from, struct, call or event, found cal");
        assertRefused(
                "program q 8 1\n", 3, "a file describes one program or library; this one has p");
        assertRefused("from * 1\n", 3, "the error domain of * is told twice");
    }

    @Test
    void fileMustBeAProgramOrALibrary() {
        assertThatThrownBy(() -> compile("struct s\n  x int\n"))
                .isInstanceOf(DescriptionException.class)
                .hasMessage("p.protocol:1: expected program or library");
        assertThatThrownBy(() -> compile("library l\ncall 1 A\n"))
                .hasMessage("p.protocol:2: a procedure outside of a program");
    }

    @Test
    void programsMustHaveNumbersOfTheirOwn() throws IOException {
        Files.writeString(directory.resolve("o.protocol"), "program o 7 1\nfrom * 0\n");
        assertThatThrownBy(() -> compile(HEADER)).hasMessage("p.protocol:1: same number as o");
    }

    private void assertRefused(String text, int line, String problem) {
        assertThatThrownBy(() -> compile(HEADER + text))
                .isInstanceOf(DescriptionException.class)
                .hasMessageStartingWith("p.protocol:" + line + ": " + problem);
    }

    private void compile(String text) throws IOException {
        Files.writeString(directory.resolve("p.protocol"), text);
        ProtocolCompiler.compile(directory, directory.resolve("out"));
    }
}
