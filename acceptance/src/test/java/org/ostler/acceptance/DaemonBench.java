package org.ostler.acceptance;

import org.ostler.api.Hypervisor;
import org.ostler.client.Options;
import org.ostler.client.RemoteHypervisor;
import org.ostler.conformance.Bench;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The contract's place behind a running daemon, over Ostler's own client.
///
/// @param kind the driver's name and the guest type in the records
/// @param socket the daemon's socket, here
/// @param uri the hypervisor
/// @param guest describes the small guest
/// @param ended ends what was started for the suite
record DaemonBench(
        Kind kind, Path socket, String uri, Description guest, Duration patience, Runnable ended)
        implements Bench {
    private static final Pattern VERSION = Pattern.compile("Running hypervisor: (\\S+) ([0-9.]+)");

    /// What is tested, in the words of the records.
    ///
    /// @param driver `qemu` or `xen`
    /// @param guestType `hvm`, `pv` or `pvh`
    record Kind(String driver, String guestType) {}

    /// Describes a guest.
    interface Description {
        /// Its domain XML.
        ///
        /// @param broken whether its kernel is none
        String xml(String name, UUID uuid, boolean broken);
    }

    @Override
    public String driver() {
        return kind.driver();
    }

    @Override
    public String guestType() {
        return kind.guestType();
    }

    @Override
    public String access() {
        return "daemon";
    }

    @Override
    public Map<String, String> versions() {
        Virsh virsh =
                new Virsh(uri.replaceFirst(":///", "+unix:///") + "?socket=" + socket, List.of());
        Matcher version = VERSION.matcher(virsh.run("version").out());
        return version.find() ? Map.of(kind.driver(), version.group(2)) : Map.of();
    }

    @Override
    public Hypervisor open() {
        return RemoteHypervisor.open(socket, uri, Options.DEFAULT);
    }

    @Override
    public DomainSpec guest(String name, UUID uuid) {
        return DomainXml.parse(guest.xml(name, uuid, false)).spec();
    }

    @Override
    public Optional<DomainSpec> brokenGuest(String name, UUID uuid) {
        return Optional.of(DomainXml.parse(guest.xml(name, uuid, true)).spec());
    }

    @Override
    public Optional<String> consoleMarker() {
        return Optional.of(SmallGuest.MARKER);
    }

    @Override
    public boolean guestObeysShutdown() {
        return true;
    }

    @Override
    public void close() {
        ended.run();
    }
}
