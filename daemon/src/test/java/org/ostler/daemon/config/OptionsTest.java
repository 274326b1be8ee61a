package org.ostler.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class OptionsTest {
    private static final Surroundings ROOT =
            new Surroundings(true, Path.of("/root"), Map.of("XDG_RUNTIME_DIR", "/run/user/0"));
    private static final Surroundings USER =
            new Surroundings(
                    false, Path.of("/home/u"), Map.of("XDG_RUNTIME_DIR", "/run/user/1000"));

    private static Settings settings(Surroundings surroundings, String config, String... arguments)
            throws UsageException, ConfigException {
        return Settings.combine(
                Options.parse(List.of(arguments)),
                ConfigFile.check(Path.of("f"), config),
                surroundings);
    }

    @Test
    void rootServesTheHostInTheUsualPlaces() throws Exception {
        Settings settings = settings(ROOT, "");
        assertThat(settings.system()).isTrue();
        assertThat(settings.packagedSockets()).isTrue();
        assertThat(settings.directories())
                .isEqualTo(
                        new Directories(
                                Path.of("/run/libvirt"),
                                Path.of("/var/lib/ostler"),
                                Path.of("/run/ostler"),
                                Path.of("/var/log/ostler"),
                                Path.of("/var/cache/ostler")));
    }

    @Test
    void userServesHisSessionInHisDirectories() throws Exception {
        assertThat(settings(USER, "").directories())
                .isEqualTo(
                        new Directories(
                                Path.of("/run/user/1000/libvirt"),
                                Path.of("/home/u/.local/share/ostler"),
                                Path.of("/run/user/1000/ostler"),
                                Path.of("/home/u/.local/state/ostler/log"),
                                Path.of("/home/u/.cache/ostler")));
    }

    @Test
    void namedStateDirectoryHoldsEverythingThatIsNotNamed() throws Exception {
        assertThat(settings(ROOT, "", "--socket-dir", "/t/s", "--state-dir=/t/d").directories())
                .isEqualTo(
                        new Directories(
                                Path.of("/t/s"),
                                Path.of("/t/d"),
                                Path.of("/t/d/run"),
                                Path.of("/t/d/log"),
                                Path.of("/t/d/cache")));
    }

    @Test
    void optionWinsOverFile() throws Exception {
        Settings settings =
                settings(
                        ROOT,
                        "drivers = [ \"qemu\" ]\nstate_dir = \"/f/state\"\nrun_dir = \"/f/run\"",
                        "--driver",
                        "test",
                        "--run-dir",
                        "/o/run");
        assertThat(settings.drivers()).containsExactly("test");
        assertThat(settings.directories().state()).isEqualTo(Path.of("/f/state"));
        assertThat(settings.directories().run()).isEqualTo(Path.of("/o/run"));
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThatThrownBy(
                        () -> Options.parse(List.of("--socketdir", "--driver", "vbox", "--config")))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        """
                        unknown option --socketdir; did you mean --socket-dir?
                        expected one of qemu, xen, test for --driver, found vbox
                        --config needs a value\
                        """);
        assertThatThrownBy(() -> Options.parse(List.of("--driver-process", "xen")))
                .hasMessage("--driver-process and --socket go together");
    }
}
