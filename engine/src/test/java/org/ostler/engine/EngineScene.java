package org.ostler.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.ostler.api.Domain;
import org.ostler.api.Event;
import org.ostler.api.EventStream;
import org.ostler.api.EventStream.Occurred;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Lifecycle;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// An engine in memory around a scripted driver, as several tests need it.
abstract class EngineScene {
    static final Duration LONG = Duration.ofSeconds(20);
    static final Duration SHORT = Duration.ofMillis(30);

    final ScriptedDriver driver = new ScriptedDriver();
    final Engine engine = open(driver, EngineLimits.DEFAULT);

    private static Engine open(ScriptedDriver driver, EngineLimits limits) {
        return Engine.builder(driver, EnginePaths.under(Path.of("/memory")))
                .storage(new MemoryStorage())
                .limits(limits)
                .bootId("boot-1")
                .open();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    Domain define(String name) {
        return engine.define(Specs.spec(name), Set.of());
    }

    Domain run(String name) {
        return define(name).start(Set.of()).await(LONG);
    }

    static Fault fault(ThrowingCallable call, FaultCode code, FaultDomain domain) {
        Fault fault = catchThrowableOfType(Fault.class, call);
        assertThat(fault).isNotNull();
        assertThat(fault.code()).as(fault.sentence()).isEqualTo(code);
        assertThat(fault.domain()).as(fault.sentence()).isEqualTo(domain);
        return fault;
    }

    static List<Lifecycle> lifecycles(EventStream events, int count) {
        List<Lifecycle> steps = new ArrayList<>();
        while (steps.size() < count) {
            Occurred occurred = (Occurred) events.next(LONG).orElseThrow();
            if (occurred.event() instanceof Event.DomainLifecycle life) {
                steps.add(life.step());
            }
        }
        return steps;
    }
}
