package org.ostler.cli;

import org.ostler.api.Hypervisor;
import org.ostler.driver.qemu.QemuDriver;
import org.ostler.driver.qemu.QemuSettings;
import org.ostler.driver.qemu.RunAs;
import org.ostler.driver.test.TestDriver;
import org.ostler.driver.test.TestHypervisor;
import org.ostler.driver.xen.XenPlanning;
import org.ostler.engine.Engine;
import org.ostler.engine.EnginePaths;
import org.ostler.engine.MemoryStorage;
import org.ostler.model.DomainType;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Chooses who plans a guest: the host that the command line names, else the driver in this process
/// that is for guests of its type, which needs no daemon.
final class Planners {
    /// The words for `--on` besides a URI.
    static final List<String> DRIVERS = List.of("qemu", "xen", "test");

    private static final Path NOWHERE = Path.of("/memory");

    private Planners() {}

    /// The one that `--on`, else `--connect` or the environment, else the guest's own type says.
    static Planner of(Call call, DomainType type) throws UsageException {
        Optional<String> on = call.invocation().value("on");
        if (on.isPresent()) {
            return on.get().contains("://")
                    ? host(call, Address.parse(on.get()))
                    : driver(call, named(on.get()));
        }
        Address address = call.address();
        return address.equals(Address.ANY) ? driver(call, usual(type)) : host(call, address);
    }

    /// The driver that `--on` names, where it is no URI.
    static Optional<String> named(Call call) throws UsageException {
        Optional<String> on = call.invocation().value("on").filter(word -> !word.contains("://"));
        return on.isEmpty() ? on : Optional.of(named(on.get()));
    }

    private static String named(String word) throws UsageException {
        if (!DRIVERS.contains(word)) {
            throw new UsageException(
                    "--on takes "
                            + String.join(", ", DRIVERS)
                            + " or a URI, not '"
                            + word
                            + "'"
                            + NearestWord.hint(DRIVERS, word));
        }
        return word;
    }

    /// The driver for guests of that type.
    static String usual(DomainType type) {
        return switch (type) {
            case QEMU, KVM, HVF -> "qemu";
            case XEN -> "xen";
            case TEST -> "test";
            case KQEMU, LXC, UML, OPENVZ, VMWARE, HYPERV, VBOX, PHYP, PARALLELS, BHYVE, VZ ->
                    throw new Failure(
                            ExitCode.UNSUPPORTED,
                            "no driver is for guests of type '"
                                    + type.xml()
                                    + "'; --on says for which to plan it");
        };
    }

    /// The type that a guest has on that driver; the one that it has, where that is for it.
    static DomainType type(String driver, DomainType now) {
        return switch (driver) {
            case "xen" -> DomainType.XEN;
            case "test" -> DomainType.TEST;
            default -> now == DomainType.KVM ? now : DomainType.QEMU;
        };
    }

    private static Planner host(Call call, Address address) throws UsageException {
        Hypervisor host = call.host(address, call.has("read-only"));
        return new Planner("the host " + host.identity().uri(), host::plan, () -> {});
    }

    /// A driver in this process.
    static Planner driver(Call call, String driver) {
        return switch (driver) {
            case "xen" ->
                    new Planner(
                            XenPlanning.ASSUMED,
                            spec ->
                                    XenPlanning.plan(
                                            spec, Runtime.getRuntime().availableProcessors()),
                            () -> {});
            case "test" -> engine("the test driver", TestHypervisor.open(new TestDriver()));
            default -> engine("QEMU on this machine", qemu(call.surroundings()));
        };
    }

    private static Planner engine(String where, Engine engine) {
        return new Planner(where, engine::plan, engine::close);
    }

    /// A driver for planning alone, which keeps nothing but what it learnt of QEMU's programs.
    private static Engine qemu(Surroundings surroundings) {
        Path cache =
                surroundings
                        .variable("XDG_CACHE_HOME")
                        .map(Path::of)
                        .orElseGet(() -> Path.of(System.getProperty("user.home", "/"), ".cache"))
                        .resolve("ostler/qemu");
        QemuDriver driver =
                new QemuDriver(new QemuSettings("qemu:///session", new RunAs.Self(), cache));
        return Engine.builder(driver, EnginePaths.under(NOWHERE))
                .storage(new MemoryStorage())
                .bootId("memory")
                .open();
    }
}
