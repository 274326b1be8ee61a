package org.ostler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Each command over a real socket of the daemon with its test driver. Tests share the daemon, and
/// each has guests of its own.
class CommandsOverSocketTest {
    @TempDir private static Path folder;
    private static DaemonOnTestDriver daemon;

    @BeforeAll
    static void startDaemon() throws IOException {
        daemon = DaemonOnTestDriver.start(folder);
    }

    @AfterAll
    static void stopDaemon() {
        daemon.close();
    }

    private static Cli cli() {
        return new Cli().at(daemon.uri());
    }

    private static Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name + ".xml"), text);
    }

    private static void defined(String name) {
        assertThat(cli().reading(TestGuest.xml(name)).run("define", "-").well())
                .isEqualTo("Domain '" + name + "' defined from -\n");
    }

    private static String state(String name) {
        String line =
                cli().run("show", name)
                        .well()
                        .lines()
                        .filter(text -> text.startsWith("State:"))
                        .findFirst()
                        .orElseThrow();
        return line.substring("State:".length()).strip();
    }

    @Test
    void guestLivesFromDefinitionToItsEnd() throws IOException {
        String path = file("life", TestGuest.xml("life")).toString();
        assertThat(cli().run("define", path).well())
                .isEqualTo("Domain 'life' defined from " + path + "\n");
        assertThat(state("life")).isEqualTo("shut off (unknown)");
        assertThat(cli().run("start", "life").well()).isEqualTo("Domain 'life' started\n");
        assertThat(state("life")).isEqualTo("running (booted)");
        assertThat(cli().run("pause", "life").well()).isEqualTo("Domain 'life' is paused\n");
        assertThat(state("life")).isEqualTo("paused (user)");
        assertThat(cli().run("resume", "life").well()).isEqualTo("Domain 'life' goes on\n");
        assertThat(cli().run("reset", "life").well()).isEqualTo("Domain 'life' was reset\n");
        assertThat(cli().run("reboot", "life").well())
                .isEqualTo("Domain 'life' was asked to reboot\n");
        assertThat(cli().run("stop", "life").well()).isEqualTo("Domain 'life' stopped\n");
        assertThat(state("life")).isEqualTo("shut off (shutdown)");
        assertThat(cli().run("start", "--paused", "life").well()).contains("started");
        assertThat(state("life")).startsWith("paused");
        assertThat(cli().run("kill", "life").well()).isEqualTo("Domain 'life' killed\n");
        assertThat(cli().run("undefine", "life").well())
                .isEqualTo("Domain 'life' is no longer defined\n");
        cli().run("show", "life").failed(ExitCode.NOT_FOUND);
    }

    @Test
    void createdGuestIsGoneWhenItEnds() {
        assertThat(cli().reading(TestGuest.xml("fleeting")).run("create", "-").well())
                .isEqualTo("Domain 'fleeting' created\n");
        assertThat(cli().run("list", "-o", "name").well().lines()).contains("fleeting");
        assertThat(cli().run("stop", "fleeting").well()).isEqualTo("Domain 'fleeting' stopped\n");
        cli().run("show", "fleeting").failed(ExitCode.NOT_FOUND);
    }

    @Test
    void domainIsFoundByNameIdAndUuid() {
        String json = cli().run("show", "test", "-o", "json").well();
        String uuid = field(json, "uuid");
        assertThat(cli().run("show", uuid, "-o", "name").well()).isEqualTo("test\n");
        assertThat(cli().run("show", "1", "-o", "name").well()).isEqualTo("test\n");
        assertThat(cli().run("show", "tets").failed(ExitCode.NOT_FOUND))
                .isEqualTo(
                        "ostler: there is no domain with the name, id or UUID 'tets'; did you mean"
                                + " 'test'?\n");
    }

    private static String field(String json, String name) {
        int at = json.indexOf("\"" + name + "\": \"") + name.length() + 5;
        return json.substring(at, json.indexOf('"', at));
    }

    @Test
    void descriptionIsShown() {
        defined("written");
        assertThat(cli().run("show", "--xml", "written").well())
                .startsWith("<domain type='test'")
                .contains("<name>written</name>");
        assertThat(cli().run("show", "--xml", "--inactive", "test", "-o", "json").well())
                .contains("\"xml\": \"<domain");
        cli().run("show", "--inactive", "test").failed(ExitCode.USAGE);
        cli().run("undefine", "written").well();
    }

    @Test
    void wrongDescriptionIsLocated() throws IOException {
        Path torn = file("torn", "<domain type='test'>\n  <name>torn</name>\n  <memory>");
        assertThat(cli().run("define", torn.toString()).failed(ExitCode.REFUSED))
                .startsWith("ostler: " + torn + ":3:");
        Path nameless = file("nameless", "<domain type='test'>\n  <memory>1</memory>\n</domain>");
        assertThat(cli().run("define", nameless.toString()).failed(ExitCode.REFUSED))
                .startsWith("ostler: " + nameless + ":1:1: ")
                .contains("name");
        assertThat(cli().run("create", "/nonexistent.xml").failed(ExitCode.NOT_FOUND))
                .isEqualTo("ostler: /nonexistent.xml: no such file\n");
    }

    @Test
    void wrongStateIsAConflictAndTheOthersStillHaveTheirTurn() {
        defined("idle");
        Ran both = cli().run("start", "test", "idle");
        assertThat(both.failed(ExitCode.CONFLICT)).contains("running");
        assertThat(both.out()).isEqualTo("Domain 'idle' started\n");
        cli().run("kill", "idle").well();
        cli().run("undefine", "idle").well();
    }

    @Test
    void changesAreToldToProgramsAsOneArray() {
        defined("told");
        assertThat(cli().run("start", "told", "-o", "json").well())
                .startsWith("[\n  {\n    \"name\": \"told\",")
                .contains("\"operation\": \"start\"", "\"outcome\": \"done\"", "\"job\": \"");
        assertThat(cli().run("stop", "told", "-o", "name").well()).isEqualTo("told\n");
        assertThat(cli().run("start", "told", "-q").well()).isEmpty();
        assertThat(cli().run("kill", "told", "-o", "yaml").well())
                .startsWith("- name: told\n  uuid: ");
        assertThat(cli().run("kill", "told", "-o", "json").out()).isEqualTo("[]\n");
        cli().run("undefine", "told").well();
    }

    @Test
    void eventsAreToldAndFoundAgainFromAPosition() {
        String first =
                cli().run(
                                "events",
                                "--since",
                                "00000000-0000-0000-0000-000000000000:0",
                                "--count",
                                "1",
                                "-o",
                                "json")
                        .well();
        assertThat(first).startsWith("{\"kind\": \"gap\", \"position\": \"").hasLineCount(1);
        String position = field(first, "position");
        defined("watched");
        String events =
                cli().run(
                                "events",
                                "watched",
                                "--since",
                                position,
                                "--kind",
                                "lifecycle",
                                "--count",
                                "1",
                                "-o",
                                "json")
                        .well();
        assertThat(events)
                .hasLineCount(1)
                .contains(
                        "\"domain\": \"watched\"",
                        "\"event\": \"defined\"",
                        "\"detail\": \"added\"");
        assertThat(cli().run("events", "--timeout", "100ms", "nobody").well()).isEmpty();
        cli().run("events", "--timeout", "100ms", "--count", "1", "nobody")
                .failed(ExitCode.TIMEOUT);
        cli().run("events", "--since", "now").failed(ExitCode.USAGE);
        cli().run("undefine", "watched").well();
    }

    @Test
    void jobsAreListedAndOneThatHasEndedCannotBeCancelled() {
        defined("worked");
        String id = field(cli().run("start", "worked", "-o", "json").well(), "job");
        assertThat(cli().run("jobs", "--all", "worked").well())
                .startsWith("JOB ")
                .contains(id, "start", "succeeded");
        assertThat(cli().run("jobs", "--all", "worked", "-o", "json").well())
                .contains("\"id\": \"" + id + "\"", "\"state\": \"succeeded\"", "\"error\": null");
        assertThat(cli().run("cancel", id).failed(ExitCode.CONFLICT)).contains("has ended");
        cli().run("cancel", "nojob").failed(ExitCode.NOT_FOUND);
        cli().run("kill", "worked").well();
        cli().run("undefine", "worked").well();
    }

    @Test
    void logPrintsWhatTheGuestWrote() {
        defined("chatty");
        cli().run("start", "chatty").well();
        assertThat(cli().run("log", "chatty").well()).contains("test guest is up");
        cli().run("kill", "chatty").well();
        cli().run("log", "chatty").failed(ExitCode.CONFLICT);
        cli().run("console", "chatty").failed(ExitCode.USAGE);
        cli().run("undefine", "chatty").well();
    }

    @Test
    void hostTellsWhatItIsAndWhatWorks() {
        assertThat(cli().run("connect").well()).contains("test:///default", "TEST");
        assertThat(new Cli().run("connect", daemon.uri(), "-o", "name").well())
                .isEqualTo("test:///default\n");
        assertThat(cli().run("capabilities").well()).startsWith("<capabilities>");
        assertThat(cli().run("support").well())
                .startsWith("OPERATION ")
                .contains("domain.start", "force-boot", "shut off");
        assertThat(cli().run("support", "--driver", "test", "-o", "json").well())
                .contains("\"operation\": \"domain.start\"", "\"support\": \"yes\"");
        assertThat(cli().run("support", "--elements", "-o", "yaml").well()).isNotEmpty();
    }

    @Test
    void readOnlyConnectionLooksAndTouchesNothing() {
        assertThat(cli().run("-r", "list", "-o", "name").well()).contains("test\n");
        assertThat(cli().run("-r", "pause", "test").failed(ExitCode.PERMISSION))
                .contains("read only");
    }

    @Test
    void noDaemonIsSaidWithItsSocket() {
        Cli nobody = new Cli().at("test+unix:///default?socket=/nonexistent/sock");
        assertThat(nobody.run("list").failed(ExitCode.CONNECTION))
                .startsWith("ostler: cannot connect to /nonexistent/sock: ")
                .hasLineCount(1);
        assertThat(nobody.run("list", "--verbose").failed(ExitCode.CONNECTION))
                .contains("\n  code NO_CONNECT of RPC\n", "\n  wire connect /nonexistent/sock");
        new Cli().at("qemu+ssh://host/system").run("list").failed(ExitCode.USAGE);
    }
}
