package org.ostler.cli;

import org.ostler.api.Hypervisor;
import org.ostler.client.Options;
import org.ostler.client.RemoteHypervisor;
import org.ostler.driver.test.TestHypervisor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The hosts that are reached from here: the daemons of this machine, and the test driver in this
/// process.
final class LocalHosts implements Hosts {
    private static final String SOCKET = "libvirt-sock";
    private static final String READ_ONLY_SOCKET = "libvirt-sock-ro";

    private final Surroundings surroundings;

    LocalHosts(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Hypervisor open(Address address, boolean readOnly, Optional<Duration> timeout) {
        if (address.inProcess()) {
            return TestHypervisor.open();
        }
        Options options = timeout.map(LocalHosts::within).orElse(Options.DEFAULT);
        return RemoteHypervisor.open(
                socket(address, readOnly),
                address.uri(),
                readOnly ? options.lookingOnly() : options);
    }

    private static Options within(Duration timeout) {
        Options usual = Options.DEFAULT;
        return new Options(
                false,
                shorter(usual.connectTimeout(), timeout),
                shorter(usual.callTimeout(), timeout),
                timeout,
                usual.eventBuffer());
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private Path socket(Address address, boolean readOnly) {
        if (address.socket().isPresent()) {
            return address.socket().get();
        }
        Path system = surroundings.systemSockets().resolve(readOnly ? READ_ONLY_SOCKET : SOCKET);
        Optional<Path> session =
                surroundings
                        .variable("XDG_RUNTIME_DIR")
                        .map(folder -> Path.of(folder, "libvirt", SOCKET));
        if (session.isEmpty()) {
            return system;
        }
        if (address.session()) {
            return session.get();
        }
        boolean named = address.path().equals("/system");
        return named || Files.isWritable(system) || !Files.exists(session.get())
                ? system
                : session.get();
    }
}
