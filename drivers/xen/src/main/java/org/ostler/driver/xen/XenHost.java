package org.ostler.driver.xen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Whether this host is a Xen control domain that can be managed, found out without opening the
/// hypervisor.
///
/// Sources: the kernel's `sysfs-hypervisor-xen` ABI files and `/proc/xen/capabilities`.
public sealed interface XenHost {
    /// xenstored's socket below the root, and what it was called before `/run`.
    String XENSTORED_SOCKET = "run/xenstored/socket";

    /// How long xenstored may take for its first answer.
    Duration XENSTORE_DEADLINE = Duration.ofSeconds(5);

    /// Xen is there.
    ///
    /// @param version the running release
    /// @param library the libxl of that release
    /// @param xenstored xenstored's socket
    record Present(XenVersion version, LibxlLibrary library, Path xenstored) implements XenHost {}

    /// Xen is not there, or not usable.
    ///
    /// @param absence why
    record Absent(XenAbsence absence) implements XenHost {}

    /// Looks at this host.
    static XenHost probe() {
        return probe(Path.of("/"));
    }

    /// Looks at a host below a file system root.
    static XenHost probe(Path root) {
        if (!firstLine(root.resolve("sys/hypervisor/type")).equals("xen")) {
            return absent(
                    XenAbsence.Kind.NO_HYPERVISOR,
                    "This host does not run on Xen: /sys/hypervisor/type does not say \"xen\".");
        }
        Path capabilities = root.resolve("proc/xen/capabilities");
        if (Files.exists(capabilities) && !firstLine(capabilities).contains("control_d")) {
            return absent(
                    XenAbsence.Kind.NOT_CONTROL_DOMAIN,
                    "This is a guest of Xen, not its control domain: /proc/xen/capabilities lacks"
                            + " control_d.");
        }
        Path privcmd = root.resolve("dev/xen/privcmd");
        if (!Files.isReadable(privcmd) || !Files.isWritable(privcmd)) {
            return absent(
                    XenAbsence.Kind.NO_PRIVCMD,
                    "The hypervisor cannot be called: /dev/xen/privcmd is missing or not open to"
                            + " this user.");
        }
        return withLibrary(root);
    }

    private static XenHost withLibrary(Path root) {
        Optional<XenVersion> version = LibxlLibrary.running(root);
        if (version.isEmpty()) {
            return absent(
                    XenAbsence.Kind.NO_HYPERVISOR,
                    "The release of the running Xen is unknown: /sys/hypervisor/version cannot be"
                            + " read.");
        }
        XenVersion running = version.get();
        if (running.compareTo(XenVersion.OLDEST) < 0) {
            return absent(
                    XenAbsence.Kind.TOO_OLD,
                    "The running Xen is "
                            + running
                            + "; this driver needs "
                            + XenVersion.OLDEST
                            + " or later.");
        }
        Optional<LibxlLibrary> library = LibxlLibrary.find(root);
        if (library.isEmpty()) {
            return absent(
                    XenAbsence.Kind.NO_LIBRARY,
                    "The running Xen is %s and libxenlight.so.%s is not installed; installed are: %s."
                            .formatted(running, running, LibxlLibrary.installed(root).keySet()));
        }
        return withXenstore(root, running, library.get());
    }

    private static XenHost withXenstore(Path root, XenVersion running, LibxlLibrary library) {
        Path socket = root.resolve(XENSTORED_SOCKET);
        if (!Files.exists(socket)) {
            socket = root.resolve("var").resolve(XENSTORED_SOCKET);
        }
        try (var store = XenStore.connect(socket)) {
            store.read("/local/domain/0/name", XENSTORE_DEADLINE);
            return new Present(running, library, socket);
        } catch (IOException e) {
            return absent(
                    XenAbsence.Kind.NO_XENSTORE,
                    "xenstored does not answer at %s (%s).".formatted(socket, e.getMessage()));
        }
    }

    private static XenHost absent(XenAbsence.Kind kind, String reason) {
        return new Absent(new XenAbsence(kind, reason));
    }

    private static String firstLine(Path file) {
        try {
            return Files.readString(file).lines().findFirst().orElse("").strip();
        } catch (IOException e) {
            return "";
        }
    }
}
