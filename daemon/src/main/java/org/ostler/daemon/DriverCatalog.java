package org.ostler.daemon;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Hypervisor;
import org.ostler.api.log.LateLogger;
import org.ostler.daemon.config.Directories;
import org.ostler.daemon.config.Settings;
import org.ostler.daemon.driver.DriverProcess;
import org.ostler.daemon.driver.DriverSource;
import org.ostler.daemon.driver.ProcessSource;
import org.ostler.daemon.driver.SelfCommand;
import org.ostler.driver.qemu.QemuDriver;
import org.ostler.driver.qemu.QemuSettings;
import org.ostler.driver.qemu.RunAs;
import org.ostler.driver.test.TestHypervisor;
import org.ostler.driver.xen.XenAbsence;
import org.ostler.driver.xen.XenDriver;
import org.ostler.driver.xen.XenHost;
import org.ostler.engine.Engine;
import org.ostler.engine.EnginePaths;
import org.ostler.posix.PosixException;
import org.ostler.posix.Users;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The drivers of this program by their names, and how each is opened with the daemon's settings.
///
/// A driver's classes are loaded when it is opened, not before.
final class DriverCatalog {
    private static final System.Logger LOG = LateLogger.of(DriverCatalog.class);

    /// The unprivileged users that packages of QEMU and libvirt make, and the one that is always
    /// there.
    private static final List<String> QEMU_USERS = List.of("libvirt-qemu", "qemu", "nobody");

    /// How long Xen's first look may keep everybody waiting.
    private static final Duration FIRST_LOOK = Duration.ofSeconds(40);

    private final Settings settings;
    private final List<String> inherited;
    private final Map<String, Opener> drivers =
            Map.of("test", TestHypervisor::open, "qemu", this::openQemu, "xen", this::openXen);

    /// @param inherited the options by which a driver's own process gets the same settings
    DriverCatalog(Settings settings, List<String> inherited) {
        this.settings = settings;
        this.inherited = List.copyOf(inherited);
    }

    /// What the settings say is to be served. Xen's driver runs in a process of its own, because a
    /// fault in libxl would end this one.
    List<DriverSource> sources() {
        return settings.drivers().stream()
                .map(name -> name.equals("xen") ? xenInOwnProcess() : inProcess(name))
                .toList();
    }

    /// A driver that runs in this process.
    DriverSource inProcess(String name) {
        return new InProcess(
                name,
                Objects.requireNonNullElse(
                        drivers.get(name),
                        () -> {
                            throw absent("the " + name + " driver is not part of this build");
                        }));
    }

    private DriverSource xenInOwnProcess() {
        Path run = settings.directories().run();
        Path socket = run.resolve("xen-driver.sock");
        return new ProcessSource(
                "xen:///system",
                DriverCatalog::requireXen,
                new DriverProcess.Launch(
                        "xen",
                        () -> {
                            List<String> arguments =
                                    new ArrayList<>(
                                            List.of(
                                                    "--driver-process",
                                                    "xen",
                                                    "--socket",
                                                    socket.toString()));
                            arguments.addAll(inherited);
                            return SelfCommand.with(arguments);
                        },
                        socket,
                        run.resolve("xen-driver.process")));
    }

    private static XenHost.Present requireXen() {
        return switch (XenHost.probe()) {
            case XenHost.Present present -> present;
            case XenHost.Absent(XenAbsence absence) -> throw absent(absence.reason());
        };
    }

    /// Opens a driver with the daemon's settings.
    @FunctionalInterface
    private interface Opener {
        Hypervisor open() throws InterruptedException;
    }

    private record InProcess(String name, Opener opener) implements DriverSource {
        @Override
        public Hypervisor open() throws InterruptedException {
            return opener.open();
        }
    }

    private EnginePaths paths(String driver) {
        Directories directories = settings.directories();
        return new EnginePaths(
                directories.state().resolve(driver),
                directories.run().resolve(driver),
                directories.log().resolve(driver),
                directories.cache().resolve(driver));
    }

    private Hypervisor openQemu() {
        EnginePaths paths = paths("qemu");
        QemuSettings qemu =
                new QemuSettings(
                        settings.system() ? "qemu:///system" : "qemu:///session",
                        settings.system() ? unprivileged() : new RunAs.Self(),
                        paths.cache());
        return Engine.builder(new QemuDriver(qemu), paths).open();
    }

    /// Guests of other tools are known from the first look only: who asked before it would take
    /// them for gone. Where Xen does not answer in time, what is stored is better than nothing.
    private Hypervisor openXen() throws InterruptedException {
        Engine engine = Engine.builder(new XenDriver(requireXen()), paths("xen")).open();
        try {
            if (!engine.awaitFirstLook(FIRST_LOOK)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "driver xen: the first look at the host is not complete");
            }
            return engine;
        } catch (InterruptedException stopping) {
            engine.close();
            throw stopping;
        }
    }

    /// The user that QEMU runs as: the one that the settings name, or the first usual one there is.
    private RunAs unprivileged() {
        try {
            for (String name : settings.qemuUser().map(List::of).orElse(QEMU_USERS)) {
                Optional<Users.User> user = Users.user(name);
                if (user.isPresent()) {
                    return new RunAs.User(name, group(user.get()));
                }
            }
        } catch (PosixException e) {
            throw absent("the user that QEMU runs as cannot be looked up: " + e.getMessage());
        }
        throw absent(
                "there is no user "
                        + settings.qemuUser().orElse(String.join(", ", QEMU_USERS))
                        + " for QEMU to run as (qemu_user)");
    }

    private String group(Users.User user) throws PosixException {
        return settings.qemuGroup().isPresent()
                ? settings.qemuGroup().get()
                : Users.group(user.gid())
                        .map(Users.Group::name)
                        .orElse(Integer.toString(user.gid()));
    }

    private static Fault absent(String sentence) {
        return Fault.of(FaultCode.NO_CONNECT, FaultDomain.NONE, sentence);
    }
}
