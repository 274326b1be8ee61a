package org.ostler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ostler.api.Caller;
import org.ostler.api.Operation;
import org.ostler.driver.test.Faults;
import org.ostler.driver.test.TestDriver;
import org.ostler.driver.test.TestHypervisor;
import org.ostler.engine.Engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Commands that wait: on a host whose calls hang when they are told to.
class WaitingTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final TestDriver driver = new TestDriver();
    private final Engine host = TestHypervisor.open(driver);

    private Cli cli() {
        return Cli.on((_, _, _) -> host.as(Caller.SELF));
    }

    @BeforeEach
    void defineGuest() {
        cli().reading(TestGuest.xml("g1")).run("define", "-").well();
    }

    @AfterEach
    void closeHost() {
        host.close();
    }

    private Faults.Hang hangingStart() {
        return driver.faults().hang(Operation.DOMAIN_START, 1);
    }

    private static Ran awaited(CompletableFuture<Ran> running)
            throws InterruptedException, ExecutionException, TimeoutException {
        return running.get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void timeIsOverAndTheJobGoesOn() {
        Faults.Hang hang = hangingStart();
        String said = cli().run("start", "g1", "--timeout", "200ms").failed(ExitCode.TIMEOUT);
        String id = cli().run("jobs", "-o", "name").well().strip();
        assertThat(said)
                .startsWith("ostler: ")
                .contains("goes on", "; to end it: ostler cancel " + id);
        hang.release();
    }

    @Test
    void jobIsLeftWatchedAndCancelled() {
        var _ = hangingStart();
        String started = cli().run("start", "g1", "--no-wait").well();
        String id = cli().run("jobs", "g1", "-o", "name").well().strip();
        assertThat(started).isEqualTo("Domain 'g1' is being started, by job " + id + "\n");
        assertThat(cli().run("show", "g1").well()).contains("Job:", id, "start: ");
        assertThat(cli().run("cancel", id.substring(0, 8)).well())
                .isEqualTo("Job " + id + " was cancelled\n");
        assertThat(cli().run("jobs").well()).hasLineCount(1);
        assertThat(cli().run("show", "g1").well()).contains("shut off");
    }

    @Test
    void waiterOfACancelledJobIsToldSo() throws Exception {
        Faults.Hang hang = hangingStart();
        CompletableFuture<Ran> start =
                CompletableFuture.supplyAsync(() -> cli().run("start", "g1"));
        assertThat(hang.awaitReached(SOON)).isTrue();
        String id = cli().run("jobs", "-o", "name").well().strip();
        cli().run("cancel", "--no-wait", id).well();
        awaited(start).failed(ExitCode.CANCELLED);
    }

    @Test
    void progressIsShownOnATerminal() {
        Faults.Hang hang = hangingStart();
        String shown = cli().onTerminal().run("start", "g1", "--timeout", "600ms").err();
        assertThat(shown).contains("\r\033[Kstart 'g1': ", " of 4)");
        hang.release();
    }

    /// A guest that boots anew whenever it is asked to shut down.
    private void startStubborn() {
        String restarting = "</os><on_poweroff>restart</on_poweroff>";
        cli().reading(TestGuest.xml("g2").replace("</os>", restarting)).run("create", "-").well();
    }

    @Test
    void guestThatDoesNotStopInTimeIsNamedWithTheWayOut() {
        startStubborn();
        assertThat(cli().run("stop", "g2", "--timeout", "300ms").failed(ExitCode.TIMEOUT))
                .contains("'g2' was asked to shut down", "; to end it: ostler kill g2");
    }

    @Test
    void guestThatDoesNotStopInTimeIsKilledWhereThatIsWanted() {
        startStubborn();
        assertThat(cli().run("stop", "--kill", "g2", "--timeout", "300ms").well())
                .isEqualTo("Domain 'g2' did not stop in time and was killed\n");
        cli().run("show", "g2").failed(ExitCode.NOT_FOUND);
    }

    @Test
    void guestIsOnlyAskedWhereThatIsWanted() {
        cli().run("start", "g1").well();
        assertThat(cli().run("stop", "--no-wait", "g1").well())
                .isEqualTo("Domain 'g1' was asked to shut down\n");
        cli().run("stop", "--kill", "--no-wait", "g1").failed(ExitCode.USAGE);
        cli().run("stop", "--wait", "--no-wait", "g1").failed(ExitCode.USAGE);
    }

    @Test
    void layersAreToldWhenAsked() {
        driver.faults().fail(Operation.DOMAIN_START, 1, "no memory left");
        driver.faults().fail(Operation.DOMAIN_START, 2, "no memory left");
        assertThat(cli().run("start", "g1").failed(ExitCode.FAILED))
                .contains("no memory left")
                .hasLineCount(1);
        assertThat(cli().run("start", "g1", "-v").failed(ExitCode.FAILED))
                .contains("\n  code ", "\n  driver ");
    }

    @Test
    void lostAnswerIsSaidToBeUnknown() {
        driver.faults().loseAnswer(Operation.DOMAIN_START, 1);
        assertThat(cli().run("start", "g1").failed(ExitCode.TIMEOUT))
                .contains("nobody knows whether it took effect");
    }
}
