package org.ostler.daemon.rpc;

import org.ostler.api.Plan;
import org.ostler.driver.test.TestDriver;
import org.ostler.driver.xen.XenFormats;
import org.ostler.engine.Engine;
import org.ostler.engine.EnginePaths;
import org.ostler.engine.MemoryStorage;
import org.ostler.engine.spi.Canonical;
import org.ostler.engine.spi.Driver;
import org.ostler.engine.spi.DriverInfo;
import org.ostler.engine.spi.Guests;
import org.ostler.engine.spi.HostFacts;
import org.ostler.engine.spi.Operations;
import org.ostler.model.DomainSpec;

import java.nio.file.Path;

/// The test driver, which also has what the Xen driver registers of formats: these need no Xen.
record WithXenFormats(TestDriver driver) implements Driver {
    /// An empty host around such a driver, which keeps nothing.
    static Engine open(TestDriver driver) {
        return Engine.builder(new WithXenFormats(driver), EnginePaths.under(Path.of("/memory")))
                .storage(new MemoryStorage())
                .bootId("memory")
                .open();
    }

    @Override
    public DriverInfo info() {
        return driver.info();
    }

    @Override
    public HostFacts host() {
        return driver.host();
    }

    @Override
    public Canonical canonicalize(DomainSpec written) {
        return driver.canonicalize(written);
    }

    @Override
    public Plan plan(Canonical canonical) {
        return driver.plan(canonical);
    }

    @Override
    public void register(Operations operations) {
        driver.register(operations);
        XenFormats.register(operations);
    }

    @Override
    public void start(Guests guests) {
        driver.start(guests);
    }

    @Override
    public void close() {
        driver.close();
    }
}
