package org.ostler.driver.test;

import org.ostler.api.FaultDomain;
import org.ostler.api.Plan;
import org.ostler.engine.spi.Canonical;
import org.ostler.engine.spi.Driver;
import org.ostler.engine.spi.DriverInfo;
import org.ostler.engine.spi.Guests;
import org.ostler.engine.spi.HostFacts;
import org.ostler.engine.spi.Operations;
import org.ostler.model.DomainSpec;

import java.time.Clock;
import java.util.List;
import java.util.Objects;

/// A driver whose hypervisor is this object: guests run in memory, start and stop at once, and
/// behave the same every time.
///
/// Every operation is supported. A shutdown or reboot takes effect immediately. Time is read from
/// the clock that it was made with. What is to go wrong is planned in [#faults], and what happens
/// by itself is made to happen by [#world].
///
/// Thread-safe; for one engine.
public final class TestDriver implements Driver {
    private final DriverInfo info;
    private final Clock clock;
    private final Faults faults = new Faults();
    private final Machines machines;
    private final TestOperations operations;
    private final World world;

    /// A driver for `test:///default` that reads the system's clock.
    public TestDriver() {
        this("test:///default", Clock.systemUTC());
    }

    /// A driver with an address and a clock of its own.
    public TestDriver(String uri, Clock clock) {
        this.info = new DriverInfo("test", "TEST", Objects.requireNonNull(uri), FaultDomain.TEST);
        this.clock = Objects.requireNonNull(clock);
        this.machines = new Machines(clock);
        this.operations = new TestOperations(machines, faults);
        this.world = new World(machines);
    }

    /// The clock that it was made with.
    public Clock clock() {
        return clock;
    }

    /// What is to go wrong.
    public Faults faults() {
        return faults;
    }

    /// What happens on the host without anybody asking Ostler for it.
    public World world() {
        return world;
    }

    /// Reads the state of all guests again, as a driver does after a call with unknown outcome.
    public void lookAgain() {
        machines.report();
    }

    @Override
    public DriverInfo info() {
        return info;
    }

    @Override
    public HostFacts host() {
        return TestHost.facts();
    }

    @Override
    public Canonical canonicalize(DomainSpec written) {
        return Defaults.complete(written);
    }

    @Override
    public Plan plan(Canonical canonical) {
        return TestPlan.of(canonical);
    }

    @Override
    public void register(Operations table) {
        operations.register(table);
    }

    @Override
    public void start(Guests guests) {
        machines.attach(guests);
        machines.reattach();
    }

    /// Guests go on, in the records of the engine; their consoles end with this object.
    @Override
    public void close() {
        List.copyOf(machines.running()).forEach(Machine::end);
    }
}
