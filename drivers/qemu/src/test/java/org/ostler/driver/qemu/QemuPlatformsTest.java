package org.ostler.driver.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.api.DomainCapabilitiesRequest;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.engine.spi.GuestPlatform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Which guests a request for domain capabilities is about, and what libvirtd 9.0 says of those
/// that this host's QEMU does not have.
@Timeout(90)
class QemuPlatformsTest {
    private static final Optional<String> NONE = Optional.empty();

    @TempDir Path dir;
    private QemuPlatforms platforms;

    @BeforeEach
    void host() throws IOException {
        RealQemu.required();
        Files.writeString(
                dir.resolve("50.json"),
                """
                {"interface-types": ["uefi"], "features": [],
                 "mapping": {"device": "flash",
                   "executable": {"filename": "/fw/CODE.fd", "format": "raw"},
                   "nvram-template": {"filename": "/fw/VARS.fd", "format": "raw"}},
                 "targets": [{"architecture": "x86_64", "machines": ["pc-q35-*"]}]}
                """);
        RunAs self = new RunAs.Self();
        platforms =
                new QemuPlatforms(
                        new QemuHost(
                                new QemuBinaries(dir.resolve("cache"), self), new KvmProof(self)),
                        new Firmware(List.of(dir)));
    }

    private static DomainCapabilitiesRequest request(
            Optional<String> emulator,
            Optional<String> arch,
            Optional<String> machine,
            Optional<String> type) {
        return new DomainCapabilitiesRequest(emulator, arch, machine, type);
    }

    private void refused(DomainCapabilitiesRequest request, FaultCode code, String words) {
        assertThatThrownBy(() -> platforms.of(request))
                .asInstanceOf(type(Fault.class))
                .returns(code, Fault::code)
                .returns(words, Fault::sentence);
    }

    @Test
    void usualGuestIsOfTheDefaultMachine() {
        GuestPlatform usual = platforms.of(DomainCapabilitiesRequest.USUAL);
        assertThat(usual.emulator()).contains(RealQemu.BINARY.toString());
        assertThat(usual.machine().orElseThrow()).startsWith("pc-i440fx-");
        assertThat(usual.arch()).isEqualTo("x86_64");
        assertThat(usual.loaders()).isEmpty();
        assertThat(usual.cpus()).extracting(GuestPlatform.Cpu::name).contains("qemu64");
    }

    @Test
    void machineIsCalledByItsOwnNameAndHasItsFirmware() {
        GuestPlatform express = platforms.of(DomainCapabilitiesRequest.USUAL.onMachine("q35"));
        assertThat(express.machine().orElseThrow()).startsWith("pc-q35-");
        assertThat(express.loaders()).containsExactly("/fw/CODE.fd");
    }

    @Test
    void whatThereIsNotIsRefusedInLibvirtsWords() {
        Optional<String> qemu = Optional.of(RealQemu.BINARY.toString());
        refused(
                request(NONE, NONE, NONE, Optional.of("foo")),
                FaultCode.INVALID_ARG,
                "invalid argument: unknown virttype: foo");
        refused(
                request(NONE, Optional.of("foo"), NONE, NONE),
                FaultCode.INVALID_ARG,
                "invalid argument: unknown architecture: foo");
        refused(
                request(NONE, Optional.of("cris"), NONE, NONE),
                FaultCode.CONFIG_UNSUPPORTED,
                "unsupported configuration: unable to find any emulator to serve 'cris'"
                        + " architecture");
        refused(
                request(NONE, NONE, Optional.of("foo"), NONE),
                FaultCode.INVALID_ARG,
                "invalid argument: the machine 'foo' is not supported by emulator '"
                        + qemu.get()
                        + "'");
        refused(
                request(Optional.of("/nonexistent"), NONE, NONE, NONE),
                FaultCode.SYSTEM_ERROR,
                "Cannot check QEMU binary /nonexistent: No such file or directory");
        refused(
                request(qemu, Optional.of("aarch64"), NONE, NONE),
                FaultCode.INVALID_ARG,
                "invalid argument: architecture from emulator 'x86_64' doesn't match given"
                        + " architecture 'aarch64'");
        refused(
                request(NONE, NONE, NONE, Optional.of("hvf")),
                FaultCode.INVALID_ARG,
                "invalid argument: the accel 'hvf' is not supported by '"
                        + qemu.get()
                        + "' on this host");
    }
}
