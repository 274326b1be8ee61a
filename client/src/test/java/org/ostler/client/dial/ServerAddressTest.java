package org.ostler.client.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ostler.api.Fault;
import org.ostler.api.Origin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where URIs lead, and what servers are asked to open; the same as with libvirt's client 9.0,
/// which was watched.
class ServerAddressTest {
    private static final String HELPER = "if command -v virt-ssh-helper >/dev/null 2>&1; then ";

    @TempDir Path folder;

    private LocalMachine machine(boolean root) {
        return new LocalMachine(
                () -> root,
                folder.resolve("home"),
                Optional.of(folder.resolve("user")),
                folder.resolve("system"),
                folder.resolve("pki"));
    }

    private static ServerAddress of(String uri) {
        return ServerAddress.of(uri, false);
    }

    private static List<String> ssh(String uri) {
        return ((SshWay) of(uri).way()).command();
    }

    @ParameterizedTest
    @CsvSource({
        "qemu+unix:///system?socket=/s, qemu:///system",
        "test+unix:///default?socket=/s&foo=bar&no_verify=1, test:///default?foo=bar",
        "esx+unix:///x/y?socket=/s&auto_answer=1&more=a%20b, esx:///x/y?auto_answer=1&more=a%20b",
        "test+unix:///default?socket=/s&name=xen:///, xen:///",
        "remote+unix:///system?socket=/s, ''",
        "xen+tcp://host/, xen:///",
        "xen+tcp://host, xen://",
    })
    void serverIsAskedForTheDriversPart(String uri, String driver) {
        assertThat(of(uri).driver()).isEqualTo(driver);
    }

    @ParameterizedTest
    @CsvSource({
        "qemu:///system, false, false, system/libvirt-sock",
        "qemu:///system, true, false, system/libvirt-sock-ro",
        "qemu:///session, false, false, user/libvirt/libvirt-sock",
        "qemu:///session, false, true, system/libvirt-sock",
        "qemu+unix:///system?mode=direct, false, true, system/virtqemud-sock",
        "xen+unix:///system?mode=direct, true, true, system/virtxend-sock-ro",
        "remote+unix:///, false, true, system/libvirt-sock",
    })
    void socketIsWhereLibvirtHasIt(String uri, boolean readOnly, boolean root, String socket) {
        assertThat(ServerAddress.of(uri, readOnly, machine(root)).description())
                .isEqualTo("unix:" + folder.resolve(socket));
    }

    @Test
    void driversOwnDaemonIsPreferredOnceItIsThere() throws IOException {
        ServerAddress address = ServerAddress.of("qemu:///system", false, machine(true));
        Path own = folder.resolve("system/virtqemud-sock");
        assertThat(address.description()).endsWith("/libvirt-sock");
        Files.createDirectories(own.getParent());
        Files.createFile(own);
        assertThat(address.description()).endsWith("/virtqemud-sock");
        assertThat(ServerAddress.of("qemu:///system?mode=legacy", false, machine(true)))
                .returns(
                        "unix:" + folder.resolve("system/libvirt-sock"),
                        ServerAddress::description);
    }

    @ParameterizedTest
    @CsvSource({
        "qemu+tcp:///system, tcp://localhost:16509",
        "qemu+tcp://host:7/system, tcp://host:7",
        "qemu+tls://host/system, tls://host:16514",
        "qemu://[::1]:7/system, tls://[::1]:7",
        "qemu+ssh://bob@host:22/system, ssh://bob@host:22",
        "qemu+ssh://host/system, ssh://host",
        "qemu+ext:///system?command=/x/y, ext:/x/y",
    })
    void messagesSayWhereItGoes(String uri, String description) {
        assertThat(of(uri).description()).isEqualTo(description);
    }

    @Test
    void sshIsCalledAsLibvirtCallsIt() {
        assertThat(ssh("qemu+ssh://bob@host.example:2222/system").subList(0, 10))
                .containsExactly(
                        "ssh", "-p", "2222", "-l", "bob", "-T", "-e", "none", "--", "host.example");
        assertThat(
                        ssh("qemu+ssh://h/system?command=/c&keyfile=/k/id&no_tty=1&no_verify=1")
                                .subList(0, 12))
                .containsExactly(
                        "/c",
                        "-i",
                        "/k/id",
                        "-T",
                        "-e",
                        "none",
                        "-o",
                        "BatchMode=yes",
                        "-o",
                        "StrictHostKeyChecking=no",
                        "--",
                        "h");
        assertThat(ssh("qemu+ssh://-oProxyCommand=x/system"))
                .containsSubsequence("--", "-oProxyCommand=x");
        assertThat(ssh("qemu+ssh:///system")).contains("localhost");
    }

    @Test
    void wordsForSshByALibraryAreSaidToTheProgram() {
        assertThat(
                        ssh(
                                "qemu+libssh2://h/system?known_hosts=/kh&known_hosts_verify=auto"
                                        + "&sshauth=agent,privkey,password"))
                .containsSubsequence(
                        "-o",
                        "StrictHostKeyChecking=accept-new",
                        "-o",
                        "UserKnownHostsFile=/kh",
                        "-o",
                        "PreferredAuthentications=publickey,password",
                        "--");
    }

    @Test
    void farSideTakesTheHelperWhereThereIsOne() {
        String auto = ssh("qemu+ssh://h/system").getLast();
        assertThat(auto)
                .startsWith("sh -c '" + HELPER)
                .contains("exec virt-ssh-helper '\\''qemu:///system'\\''; fi; ")
                .contains("-U /run/libvirt/libvirt-sock");
        assertThat(ssh("remote+ssh://h/?proxy=native").getLast())
                .isEqualTo("sh -c 'exec virt-ssh-helper '\\''remote:///'\\'''");
        assertThat(ssh("qemu+ssh://h/system?socket=/tmp/it%27s").getLast())
                .doesNotContain("virt-ssh-helper")
                .contains("-U '\\''/tmp/it'\\''\\'\\'''\\''s'\\''");
        assertThat(ssh("qemu+ssh://h/session?proxy=netcat").getLast())
                .contains("-U \"${XDG_RUNTIME_DIR:-/run/user/$(id -u)}/libvirt/libvirt-sock\"");
        assertThat(((SshWay) ServerAddress.of("qemu+ssh://h/system", true).way()).command())
                .last()
                .asString()
                .contains("virt-ssh-helper -r ")
                .contains("libvirt-sock-ro");
    }

    @ParameterizedTest
    @CsvSource({
        "qemu+ssh://h/system?proxy=bogus, proxy",
        "qemu+ssh://h/system?proxy=, proxy",
        "qemu+ssh://h/system?proxy=native&netcat=nc, netcat",
        "qemu+ssh://h/system?proxy=native&socket=/s, socket",
        "qemu+ssh://h/system?mode=direct, mode",
        "qemu+ssh://h/system?no_tty=x, no_tty",
        "qemu+ssh://h/system?sshauth=magic, sshauth",
        "qemu+ssh://h/system?known_hosts_verify=perhaps, known_hosts_verify",
        "qemu+ssh://h/system?keyfile=, keyfile",
        "qemu+tls://h/system?no_verify=x, no_verify",
        "qemu+tls://h/system?tls_priority=BOGUS, tls_priority",
        "qemu+unix:///system?mode=bogus, mode",
        "qemu+unix://host/system, host",
        "qemu+ext:///system, command",
    })
    void faultNamesTheParameter(String uri, String parameter) {
        assertThatThrownBy(() -> of(uri))
                .hasMessageContaining(parameter)
                .asInstanceOf(type(Fault.class))
                .extracting(fault -> fault.origins().stream().map(Origin::subject).findFirst())
                .isEqualTo(Optional.of(parameter));
    }

    @Test
    void ofTwoValuesTheLastCounts() {
        assertThat(of("qemu+unix:///system?socket=/a&socket=/b").description())
                .isEqualTo("unix:/b");
    }
}
