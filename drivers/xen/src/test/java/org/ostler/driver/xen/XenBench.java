package org.ostler.driver.xen;

import org.ostler.api.Caller;
import org.ostler.api.Hypervisor;
import org.ostler.conformance.Bench;
import org.ostler.engine.Engine;
import org.ostler.engine.EnginePaths;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The contract's place on a real Xen host: one engine in process, its views handed out as
/// connections, and the small guest that the lab's host carries in `/root/guests`
/// (`ostler.xen.guests`).
final class XenBench implements Bench {
    private static final Path GUESTS =
            Path.of(System.getProperty("ostler.xen.guests", "/root/guests"));
    private static final String CMDLINE =
            "console=hvc0 quiet loglevel=1 mitigations=off cryptomgr.notests audit=0 apparmor=0";

    private final XenGuestType type;
    private final Engine engine;

    XenBench(XenGuestType type) {
        this.type = type;
        try {
            engine =
                    Engine.builder(
                                    driver(XenHost.probe()),
                                    EnginePaths.under(Files.createTempDirectory("ostler-xen")))
                            .open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static XenDriver driver(XenHost host) {
        return switch (host) {
            case XenHost.Present present -> new XenDriver(present);
            case XenHost.Absent(XenAbsence absence) -> throw new AssertionError(absence.reason());
        };
    }

    @Override
    public String driver() {
        return "xen";
    }

    @Override
    public String guestType() {
        return type.word();
    }

    @Override
    public String access() {
        return "in-process";
    }

    @Override
    public Map<String, String> versions() {
        return Map.of("xen", "" + engine.info().version());
    }

    @Override
    public Hypervisor open() {
        return engine.as(Caller.SELF);
    }

    @Override
    public DomainSpec guest(String name, UUID uuid) {
        return spec(name, uuid, GUESTS.resolve("vmlinux").toString());
    }

    /// A kernel that is there and none, so that libxl is the one to refuse it.
    @Override
    public Optional<DomainSpec> brokenGuest(String name, UUID uuid) {
        return Optional.of(spec(name, uuid, GUESTS.resolve("pv.cfg").toString()));
    }

    DomainSpec spec(String name, UUID uuid, String kernel) {
        return DomainXml.parse(
                        """
                        <domain type='xen'>
                          <name>%s</name>
                          <uuid>%s</uuid>
                          <memory unit='MiB'>112</memory>
                          <vcpu>1</vcpu>
                          <os>
                            <type arch='x86_64' machine='%s'>%s</type>
                            <kernel>%s</kernel>
                            <initrd>%s</initrd>
                            <cmdline>%s</cmdline>
                          </os>
                          <devices><console type='pty'/></devices>
                        </domain>
                        """
                                .formatted(
                                        name,
                                        uuid,
                                        type.machine(),
                                        type.osType(),
                                        kernel,
                                        GUESTS.resolve("tiny.img"),
                                        CMDLINE))
                .spec();
    }

    @Override
    public Optional<String> consoleMarker() {
        return Optional.of("OSTLER-GUEST-UP");
    }

    @Override
    public boolean guestObeysShutdown() {
        return true;
    }

    @Override
    public Duration patience() {
        return Duration.ofMinutes(3);
    }

    @Override
    public void close() {
        engine.close();
    }
}
