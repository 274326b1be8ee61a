package org.ostler.driver.test;

import org.ostler.api.Domain;
import org.ostler.engine.Engine;
import org.ostler.engine.EngineLimits;
import org.ostler.engine.EnginePaths;
import org.ostler.engine.MemoryStorage;
import org.ostler.model.DomainXml;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/// Hypervisors in memory, ready to use: for tests of front ends, for demonstrations, and for trying
/// things out.
///
/// ```java
/// try (Hypervisor host = TestHypervisor.open()) {
///     Domain test = host.domain("test").orElseThrow();
///     test.suspend();
/// }
/// ```
///
/// Each is independent of all others and gone when it is closed. To plan faults and to set the
/// clock, make a [TestDriver] and hand it over:
///
/// ```java
/// TestDriver driver = new TestDriver("test:///mine", clock);
/// Engine host = TestHypervisor.open(driver);
/// driver.faults().fail(Operation.DOMAIN_START, 1, "no memory left");
/// Hang hang = driver.faults().hang(Operation.DOMAIN_START, 2);
/// driver.world().dies(uuid);
/// ```
public final class TestHypervisor {
    /// What a guest says on its console once it is up. It answers every line with `echo: ` and that
    /// line.
    public static final String CONSOLE_READY = "test guest is up";

    /// Files of the host below this directory do not exist; a guest that needs one does not start.
    public static final String MISSING = "/missing/";

    /// The name of the guest that runs on `test:///default` from the beginning.
    public static final String DEFAULT_GUEST = "test";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private TestHypervisor() {}

    /// The host `test:///default`, on which the guest `test` runs, as on libvirt's.
    public static Engine open() {
        TestDriver driver = new TestDriver();
        Engine engine = open(driver);
        Domain test =
                engine.define(DomainXml.parse(DefaultGuest.XML).spec(), Set.of())
                        .start(Set.of())
                        .await(PATIENCE);
        driver.world().runsForUnknownReason(test.uuid());
        return engine;
    }

    /// An empty host around that driver, which keeps nothing.
    public static Engine open(TestDriver driver) {
        return open(driver, EngineLimits.DEFAULT);
    }

    /// An empty host around that driver, with limits of its own, which keeps nothing.
    public static Engine open(TestDriver driver, EngineLimits limits) {
        return Engine.builder(driver, EnginePaths.under(Path.of("/memory")))
                .storage(new MemoryStorage())
                .limits(limits)
                .clock(driver.clock())
                .bootId("memory")
                .open();
    }

    /// A host that keeps its definitions, and the record of what runs, on disk: it finds them again
    /// when it is opened anew, also after its process was killed.
    ///
    /// @param directory where everything is kept
    public static Engine openOnDisk(TestDriver driver, Path directory) {
        return Engine.builder(driver, EnginePaths.under(directory)).clock(driver.clock()).open();
    }
}
