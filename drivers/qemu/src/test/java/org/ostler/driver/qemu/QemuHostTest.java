package org.ostler.driver.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.model.DomainSpec;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

@Timeout(90)
class QemuHostTest {
    @TempDir Path dir;

    private QemuHost host(List<Path> directories) {
        RunAs self = new RunAs.Self();
        return new QemuHost(
                new QemuBinaries(dir.resolve("cache"), self), new KvmProof(self), directories);
    }

    @Test
    void definitionWithoutEmulatorGetsTheHostsForItsArchitecture() throws Exception {
        RealQemu.required();
        QemuTarget target = host(List.of(Path.of("/usr/bin"))).target(Guests.with("pc", ""));
        assertThat(target.binary().path()).isEqualTo(RealQemu.BINARY);
    }

    @Test
    void namedEmulatorIsTaken() {
        DomainSpec spec = Guests.with("pc", "<emulator>" + dir.resolve("mine") + "</emulator>");
        assertThatThrownBy(() -> host(List.of()).target(spec))
                .isInstanceOf(QemuProbeException.class)
                .hasMessageContaining("mine does not exist");
    }

    @Test
    void architectureWithoutEmulatorIsRefused() {
        DomainSpec spec = Guests.with("pc", "");
        assertThat(host(List.of(dir)).emulator("x86_64")).isEqualTo(Optional.empty());
        assertThatThrownBy(() -> host(List.of(dir)).target(spec))
                .hasMessageContaining("could not find capabilities for arch=x86_64");
    }
}
