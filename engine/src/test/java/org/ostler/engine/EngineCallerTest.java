package org.ostler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ostler.api.Caller;
import org.ostler.api.Domain;
import org.ostler.api.DomainStatus;
import org.ostler.api.EventStream;
import org.ostler.api.Hypervisor;
import org.ostler.api.Job;
import org.ostler.api.Lifecycle;
import org.ostler.api.StartFlag;
import org.ostler.api.StateReason;
import org.ostler.engine.spi.Canonical;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/// Guests of other tools, and guests that end with their caller.
class EngineCallerTest extends EngineScene {

    @Test
    void guestOfAnotherToolIsShownAndANameThatIsTakenIsToldApart() {
        define("web");
        UUID other = UUID.fromString("aaaaaaaa-0000-0000-0000-000000000001");
        driver.guests
                .join()
                .discovered(
                        OptionalInt.of(40),
                        StateReason.RUNNING_UNKNOWN,
                        new Canonical(Specs.spec("web", other), List.of(), List.of(), List.of()),
                        "",
                        Lifecycle.STARTED_BOOTED);
        assertThat(engine.statuses())
                .extracting(DomainStatus::name)
                .containsExactly("web", "web-aaaaaaaa");
        Domain found = engine.domain(40).orElseThrow();
        assertThat(found.status().managed()).isFalse();
        assertThat(found.status().persistent()).isFalse();
        driver.guests
                .join()
                .find(other)
                .orElseThrow()
                .stopped(OptionalInt.of(40), StateReason.SHUTOFF_UNKNOWN);
        assertThat(engine.statuses()).extracting(DomainStatus::name).containsExactly("web");
    }

    @Test
    void guestStartedToEndWithItsCallerEndsWhenTheCallersViewCloses() {
        define("stays");
        define("ends");
        Hypervisor view = engine.as(new Caller("uid 7"));
        view.domain("stays").orElseThrow().start(Set.of()).await(LONG);
        Domain ends = view.domain("ends").orElseThrow();
        Job<Domain> job = ends.start(Set.of(StartFlag.AUTODESTROY));
        job.await(LONG);
        assertThat(job.status().owner()).isEqualTo("uid 7");
        EventStream events = engine.events();
        view.close();
        assertThat(lifecycles(events, 1)).containsExactly(Lifecycle.STOPPED_DESTROYED);
        assertThat(engine.domain("stays").orElseThrow().status().active()).isTrue();
        assertThat(ends.status().active()).isFalse();
    }
}
