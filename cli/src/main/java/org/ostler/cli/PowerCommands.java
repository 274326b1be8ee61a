package org.ostler.cli;

import org.ostler.api.DestroyFlag;
import org.ostler.api.Domain;
import org.ostler.api.Hypervisor;
import org.ostler.api.Job;
import org.ostler.api.RebootFlag;
import org.ostler.api.StartFlag;
import org.ostler.cli.output.FieldList;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/// The commands that change what a domain does: `start`, `kill`, `pause`, `resume`, `reboot`,
/// `reset`.
final class PowerCommands {
    /// How long a job is waited for when nothing is said.
    static final Duration JOB = Duration.ofMinutes(10);

    private PowerCommands() {}

    /// What is asked of a domain.
    @FunctionalInterface
    private interface Asked {
        void of(Domain domain);
    }

    static ExitCode start(Call call) throws UsageException, IOException, InterruptedException {
        Set<StartFlag> flags = EnumSet.noneOf(StartFlag.class);
        add(flags, StartFlag.PAUSED, call.has("paused"));
        add(flags, StartFlag.FORCE_BOOT, call.has("force-boot"));
        return onEach(call, domain -> job(call, domain, domain.start(flags), "start", "started"));
    }

    static ExitCode kill(Call call) throws UsageException, IOException, InterruptedException {
        Set<DestroyFlag> flags = EnumSet.noneOf(DestroyFlag.class);
        add(flags, DestroyFlag.GRACEFUL, call.has("graceful"));
        return onEach(call, domain -> job(call, domain, domain.destroy(flags), "kill", "killed"));
    }

    static ExitCode pause(Call call) throws UsageException, IOException, InterruptedException {
        return asked(call, Domain::suspend, "pause", "done", "is paused");
    }

    static ExitCode resume(Call call) throws UsageException, IOException, InterruptedException {
        return asked(call, Domain::resume, "resume", "done", "goes on");
    }

    static ExitCode reset(Call call) throws UsageException, IOException, InterruptedException {
        return asked(call, Domain::reset, "reset", "done", "was reset");
    }

    static ExitCode reboot(Call call) throws UsageException, IOException, InterruptedException {
        Set<RebootFlag> flags = EnumSet.noneOf(RebootFlag.class);
        call.invocation().value("mode").ifPresent(mode -> flags.add(AskingWay.of(mode).reboot()));
        return asked(
                call, domain -> domain.reboot(flags), "reboot", "asked", "was asked to reboot");
    }

    static <F> void add(Set<F> flags, F flag, boolean wanted) {
        if (wanted) {
            flags.add(flag);
        }
    }

    private static ExitCode asked(
            Call call, Asked asked, String operation, String outcome, String words)
            throws UsageException, IOException, InterruptedException {
        return onEach(
                call,
                domain -> {
                    asked.of(domain);
                    done(call, domain, operation, outcome, words);
                });
    }

    /// What is done with a domain.
    @FunctionalInterface
    private interface Change {
        void to(Domain domain) throws UsageException;
    }

    private static ExitCode onEach(Call call, Change change)
            throws UsageException, IOException, InterruptedException {
        Hypervisor host = call.host();
        return Each.of(call, call.operands(), word -> change.to(DomainNouns.find(host, word)));
    }

    /// Says that something was done, or asked for.
    ///
    /// @param words what a sentence says of the domain: `is paused`
    static void done(Call call, Domain domain, String operation, String outcome, String words) {
        FieldList fields =
                DomainTexts.done(domain.name(), domain.uuid().toString(), operation, outcome);
        call.output()
                .done(
                        DomainTexts.item(fields, domain.name()),
                        "Domain '" + domain.name() + "' " + words);
    }

    /// Waits for a job, or says how to find it.
    ///
    /// @param did what the job has done when it has ended well: `started`
    static void job(Call call, Domain domain, Job<Domain> job, String operation, String did)
            throws UsageException {
        job(call, domain.name(), domain.uuid().toString(), job, operation, did);
    }

    static void job(
            Call call, String name, String uuid, Job<Domain> job, String operation, String did)
            throws UsageException {
        boolean waits = call.waits();
        if (waits) {
            var _ = new JobWait(call).await(job, operation + " '" + name + "'", call.patience(JOB));
        }
        FieldList fields =
                DomainTexts.done(name, uuid, operation, waits ? "done" : "asked")
                        .with("job", job.id().toString());
        call.output()
                .done(
                        DomainTexts.item(fields, name),
                        "Domain '"
                                + name
                                + "' "
                                + (waits ? did : "is being " + did + ", by job " + job.id()));
    }
}
