package org.ostler.cli;

import org.ostler.api.DestroyFlag;
import org.ostler.api.Domain;
import org.ostler.api.EventStream;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Hypervisor;
import org.ostler.api.ShutdownFlag;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// `ostler stop`: asks guests to shut down, all of them at once, and waits until they have.
final class StopCommand {
    /// How long guests have when nothing is said.
    static final Duration PATIENCE = Duration.ofMinutes(2);

    /// How old the knowledge of a guest's state may be, should an event have been lost.
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Call call;
    private final Hypervisor host;
    private final Set<ShutdownFlag> flags = EnumSet.noneOf(ShutdownFlag.class);

    private StopCommand(Call call) throws UsageException {
        this.call = call;
        this.host = call.host();
        call.invocation().value("mode").ifPresent(mode -> flags.add(AskingWay.of(mode).shutdown()));
    }

    static ExitCode run(Call call) throws UsageException, IOException, InterruptedException {
        if (!call.waits() && call.has("kill")) {
            throw new UsageException("--kill waits first; it cannot go with --no-wait");
        }
        StopCommand stop = new StopCommand(call);
        return call.waits() ? stop.andWait() : stop.andLeave();
    }

    private ExitCode andLeave() throws UsageException, IOException, InterruptedException {
        return Each.of(
                call,
                call.operands(),
                word -> {
                    Domain domain = DomainNouns.find(host, word);
                    domain.shutdown(flags);
                    PowerCommands.done(call, domain, "stop", "asked", "was asked to shut down");
                });
    }

    private ExitCode andWait() throws UsageException, IOException, InterruptedException {
        long deadline = System.nanoTime() + call.patience(PATIENCE).toNanos();
        try (EventStream events = host.events();
                var _ = new OnInterrupt(this::interrupted)) {
            List<Domain> asked = new java.util.ArrayList<>();
            ExitCode asking =
                    Each.of(
                            call,
                            call.operands(),
                            word -> {
                                Domain domain = DomainNouns.find(host, word);
                                domain.shutdown(flags);
                                asked.add(domain);
                            });
            ExitCode waiting =
                    Each.of(
                            call,
                            asked.stream().map(domain -> domain.uuid().toString()).toList(),
                            uuid -> awaitEnd(byUuid(asked, uuid), events, deadline));
            return asking == ExitCode.OK ? waiting : asking;
        }
    }

    private static Domain byUuid(List<Domain> asked, String uuid) {
        return asked.stream()
                .filter(domain -> domain.uuid().toString().equals(uuid))
                .findFirst()
                .orElseThrow();
    }

    private void interrupted() {
        call.surroundings().err().println();
        call.surroundings().err().println("the guests were asked, and may still shut down");
        call.surroundings().err().flush();
    }

    private void awaitEnd(Domain domain, EventStream events, long deadline) {
        while (isActive(domain)) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                giveUp(domain);
                return;
            }
            var _ = events.next(Duration.ofNanos(Math.min(left, LOOK.toNanos())));
        }
        PowerCommands.done(call, domain, "stop", "done", "stopped");
    }

    private void giveUp(Domain domain) {
        if (!call.has("kill")) {
            throw Fault.of(
                    FaultCode.OPERATION_TIMEOUT,
                    FaultDomain.DOMAIN,
                    "domain '"
                            + domain.name()
                            + "' was asked to shut down and has not done so in time; to end it:"
                            + " ostler kill "
                            + domain.name());
        }
        var _ = domain.destroy(Set.<DestroyFlag>of()).await(PowerCommands.JOB);
        PowerCommands.done(call, domain, "stop", "killed", "did not stop in time and was killed");
    }

    /// A transient guest is gone when it has stopped.
    private static boolean isActive(Domain domain) {
        try {
            return domain.status().active();
        } catch (Fault fault) {
            if (fault.code() == FaultCode.NO_DOMAIN) {
                return false;
            }
            throw fault;
        }
    }
}
