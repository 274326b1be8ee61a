package org.ostler.conformance;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ostler.api.Domain;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.Hypervisor;
import org.ostler.api.Operation;
import org.ostler.api.SupportLevel;
import org.ostler.api.UndefineFlag;
import org.ostler.model.DomainSpec;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// The whole suite for one bench: a subclass says where it runs.
///
/// One thread; the bench lives as long as the class, a connection as long as a test. Domains made
/// by a test carry its prefix and are ended and removed after it, so that tests do not see each
/// other.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(Recorder.class)
@Timeout(value = 300, unit = TimeUnit.SECONDS)
public abstract class HypervisorContract
        implements DefinitionContract,
                LifecycleContract,
                ConsoleContract,
                EventContract,
                JobContract,
                SupportContract,
                OfferContract,
                StatisticsContract,
                FaultContract {
    private static final String PREFIX = "conf-";

    private Bench bench;
    private Hypervisor host;
    private boolean refusedAsClaimed;
    private int names;

    /// A suite that has not begun.
    protected HypervisorContract() {}

    /// Makes the place where this suite runs; called once. Where it cannot run, aborts with the
    /// reason.
    protected abstract Bench makeBench();

    @BeforeAll
    final void openBench() {
        bench = makeBench();
    }

    @AfterAll
    final void closeBench() {
        if (bench != null) {
            bench.close();
        }
    }

    @BeforeEach
    final void connect() {
        refusedAsClaimed = false;
        host = bench.open();
    }

    @AfterEach
    final void cleanUp() {
        for (Domain domain : host.domains()) {
            if (domain.name().startsWith(PREFIX)) {
                remove(domain);
            }
        }
        host.close();
    }

    private void remove(Domain domain) {
        try {
            boolean persistent = domain.status().persistent();
            if (domain.status().active()) {
                domain.destroy(Set.of()).await(patience());
            }
            if (persistent) {
                domain.undefine(Set.of(UndefineFlag.MANAGED_SAVE));
            }
        } catch (Fault gone) {
            if (gone.code() != FaultCode.NO_DOMAIN) {
                throw gone;
            }
        }
    }

    @Override
    public final Bench bench() {
        return bench;
    }

    @Override
    public final Hypervisor host() {
        return host;
    }

    @Override
    public final DomainSpec fresh() {
        return bench.guest(PREFIX + ++names, UUID.randomUUID());
    }

    @Override
    public final boolean claimed(Operation operation, Runnable call) {
        if (!(host.support().of(operation).level() instanceof SupportLevel.Unsupported)) {
            return true;
        }
        assertThatThrownBy(call::run)
                .as("%s is not claimed, so it must be refused", operation.id())
                .asInstanceOf(type(Fault.class))
                .returns(FaultCode.NO_SUPPORT, Fault::code);
        refusedAsClaimed = true;
        return false;
    }

    final boolean refusedAsClaimed() {
        return refusedAsClaimed;
    }
}
