package org.ostler.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class ConfigFileTest {
    private static final Path FILE = Path.of("/etc/ostler/daemon.conf");

    private static ConfigFile read(String source) throws ConfigException {
        return ConfigFile.check(FILE, source);
    }

    private static List<String> problems(String source) {
        ConfigException refusal = catchThrowableOfType(ConfigException.class, () -> read(source));
        assertThat(refusal).as("refused: %s", source).isNotNull();
        return refusal.problems().stream().map(ConfigProblem::toString).toList();
    }

    @Test
    void everyFormOfValueIsRead() throws ConfigException {
        ConfigFile file =
                read(
                        """
                        # libvirtd.conf's syntax
                        unix_sock_group = "virt" # who may write
                        unix_sock_rw_perms='0770'
                            max_clients=17

                        keepalive_interval = -1
                        drivers = [ "test", # the first
                           'qemu', ]
                        log_file = \"""/var/log/ostler.log\"""
                        """);

        assertThat(file.get(ConfigKeys.UNIX_SOCK_GROUP)).contains("virt");
        assertThat(file.get(ConfigKeys.UNIX_SOCK_RW_PERMS)).isEqualTo(0770);
        assertThat(file.get(ConfigKeys.MAX_CLIENTS)).isEqualTo(17);
        assertThat(file.get(ConfigKeys.KEEPALIVE_INTERVAL)).isEqualTo(-1);
        assertThat(file.get(ConfigKeys.DRIVERS)).containsExactly("test", "qemu");
        assertThat(file.get(ConfigKeys.LOG_FILE)).contains(Path.of("/var/log/ostler.log"));
    }

    @Test
    void withoutAFileTheDocumentedDefaultsHold() {
        assertThat(ConfigFile.EMPTY.get(ConfigKeys.MAX_CLIENTS)).isEqualTo(5000);
        assertThat(ConfigFile.EMPTY.get(ConfigKeys.UNIX_SOCK_RW_PERMS)).isEqualTo(0660);
        assertThat(ConfigFile.EMPTY.get(ConfigKeys.UNIX_SOCK_RO_PERMS)).isEqualTo(0666);
        assertThat(ConfigFile.EMPTY.get(ConfigKeys.UNIX_SOCK_GROUP)).isEqualTo(Optional.empty());
        assertThat(ConfigFile.EMPTY.get(ConfigKeys.DRIVERS)).containsExactly("qemu", "xen", "test");
    }

    @Test
    void allProblemsAreToldAtOnceWithFileAndLineAndWhatWasExpected() {
        assertThat(
                        problems(
                                """
                                max_client = 20
                                unix_sock_rw_perms = 660

                                keepalive_count
                                log_level = 9
                                max_clients = 10
                                max_clients = 20
                                drivers = [ "qemu", "vbox" ]
                                frobnicate = 1
                                """))
                .containsExactly(
                        "/etc/ostler/daemon.conf:1: unknown key max_client; did you mean"
                                + " max_clients?",
                        "/etc/ostler/daemon.conf:2: expected three octal digits in quotes, as in"
                                + " \"0660\" for unix_sock_rw_perms, found the number 660",
                        "/etc/ostler/daemon.conf:4: expected '=' after keepalive_count, found the"
                                + " end of the line",
                        "/etc/ostler/daemon.conf:5: expected a number from 1 to 4 for log_level,"
                                + " found the number 9",
                        "/etc/ostler/daemon.conf:7: max_clients was given already on line 6",
                        "/etc/ostler/daemon.conf:8: expected a list of some of \"qemu\", \"xen\","
                                + " \"test\" for drivers, found a list of 2",
                        "/etc/ostler/daemon.conf:9: unknown key frobnicate; docs/daemon.md lists"
                                + " all keys");
    }

    @Test
    void keyOfLibvirtdThatHasNoMeaningHereIsExplained() {
        assertThat(problems("max_workers = 20"))
                .containsExactly(
                        "/etc/ostler/daemon.conf:1: max_workers has no meaning here: every call"
                                + " that may block has a virtual thread of its own");
        assertThat(problems("auth_unix_rw = \"sasl\"")).first().asString().contains("\"none\"");
    }

    @Test
    void brokenSyntaxIsToldWithItsLine() {
        assertThat(problems("\n\nlog_file = \"/x\n"))
                .containsExactly("/etc/ostler/daemon.conf:3: expected \" at the end of the text");
        assertThat(problems("drivers = [ \"qemu\" \"xen\" ]"))
                .containsExactly(
                        "/etc/ostler/daemon.conf:1: expected ',' or ']' in the list of drivers,"
                                + " found '\"'");
        assertThat(problems("drivers = [ \"qemu\""))
                .containsExactly(
                        "/etc/ostler/daemon.conf:1: expected ',' or ']' in the list of drivers,"
                                + " found the end of the file");
        assertThat(problems("max_clients = 1x"))
                .containsExactly(
                        "/etc/ostler/daemon.conf:1: expected a whole number for max_clients, found"
                                + " 1x");
        assertThat(problems("max_clients = 1 2"))
                .containsExactly(
                        "/etc/ostler/daemon.conf:1: expected the end of the line after the value of"
                                + " max_clients, found '2'");
        assertThat(problems("=5\nmax_clients = yes"))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("/etc/ostler/daemon.conf:2: expected a value for max_clients");
    }

    @Test
    void fileThatIsMissingIsNamed() {
        ConfigException refusal =
                catchThrowableOfType(
                        ConfigException.class, () -> ConfigFile.read(Path.of("/nonexistent/x")));
        assertThat(refusal).hasMessage("/nonexistent/x: does not exist");
    }
}
