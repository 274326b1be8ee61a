package org.ostler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.awaitility.Awaitility;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// The lab's Xen host with Ostler's daemon in its dom0.
///
/// @param number which host of this checkout
/// @param socket the local socket that leads to the daemon's
record XenLab(String number, Path socket) {
    /// How long anything may take in a dom0 under emulation, on a busy machine.
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration LONG = Duration.ofMinutes(8);
    private static final String DAEMONS_SOCKET = "/run/ostler/libvirt-sock";

    /// The host that runs, with its daemon; skips the test where there is none.
    static XenLab reach() {
        String number = numberOfHost();
        assumeTrue(
                !number.isEmpty(),
                "no lab host (OSTLER_LAB_HOST); ./check starts one, or: lab/xen.sh up 1");
        lab("", "run", number, "lab-ostler", "start").succeeded();
        XenLab lab = new XenLab(number, Path.of(lab("", "socket", number).succeeded().strip()));
        if (Programs.installed("virsh")) {
            lab.awaitDriver();
        }
        return lab;
    }

    /// The number of the host that was named for the tests; empty where none was.
    static String numberOfHost() {
        return System.getProperty(
                "ostler.lab.host", System.getenv().getOrDefault("OSTLER_LAB_HOST", ""));
    }

    /// Waits until the driver's own process answers; it starts after the daemon does.
    void awaitDriver() {
        Awaitility.await("virsh is answered")
                .atMost(LONG)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(
                        () -> assertThat(virsh().run("list").succeeded()).contains("Domain-0"));
    }

    static Outcome lab(String input, String... words) {
        return lab(PATIENCE, input, words);
    }

    private static Outcome lab(Duration atMost, String input, String... words) {
        String script = Programs.root().resolve("lab/xen.sh").toString();
        return Programs.run(
                atMost, input, Stream.concat(Stream.of(script), Stream.of(words)).toList());
    }

    /// Runs a command in dom0.
    Outcome run(String... command) {
        return lab(
                "",
                Stream.concat(Stream.of("run", number), Stream.of(command)).toArray(String[]::new));
    }

    /// Runs a shell's script in dom0: many commands for the price of one way there.
    Outcome script(String script, String... arguments) {
        return lab(
                LONG,
                script,
                Stream.concat(Stream.of("run", number, "bash", "-s", "--"), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    /// Stock virsh out here, on the daemon in there.
    Virsh virsh() {
        return new Virsh(uri(socket.toString()), List.of());
    }

    /// The address of the daemon for a client in dom0.
    String uriInDom0() {
        return uri(DAEMONS_SOCKET);
    }

    private static String uri(String socket) {
        return "xen+unix:///system?socket=" + socket;
    }

    /// Ends what a test has left: guests of that name, whoever made them.
    void remove(String name) {
        Virsh virsh = virsh();
        virsh.run("destroy", name);
        virsh.run("undefine", name);
    }
}
