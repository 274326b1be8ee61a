package org.ostler.cli;

import org.ostler.api.DomainRef;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Hypervisor;
import org.ostler.api.Job;
import org.ostler.api.JobStatus;
import org.ostler.cli.output.FieldList;
import org.ostler.cli.output.Output;
import org.ostler.cli.output.Table;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// `ostler jobs` and `ostler cancel`.
final class JobCommands {
    /// Shorter beginnings of an identity are too easily somebody else's.
    private static final int PREFIX_MIN = 4;

    private JobCommands() {}

    static ExitCode jobs(Call call) throws UsageException {
        Table table =
                new Table("JOB", "KIND", "DOMAIN", "STATE", "PHASE", ">DONE", ">TOOK", "OWNER");
        List<Output.Item> items = new ArrayList<>();
        Instant now = Instant.now();
        for (JobStatus job : call.host().jobs()) {
            if (wanted(call, job)) {
                items.add(new Output.Item(JobTexts.fields(job).value(), job.id().toString()));
                table.row(
                        Table.Cell.of(job.id().toString()),
                        Table.Cell.of(job.kind().id()),
                        Table.Cell.of(job.subject().map(DomainRef::name).orElse("")),
                        new Table.Cell(JobTexts.state(job), JobTexts.tint(job)),
                        Table.Cell.of(job.phase()),
                        Table.Cell.of(JobWait.percent(job.progress())),
                        Table.Cell.of(JobTexts.took(job, now)),
                        Table.Cell.of(job.owner()));
            }
        }
        call.output().all(items, table);
        return ExitCode.OK;
    }

    private static boolean wanted(Call call, JobStatus job) {
        boolean running = call.has("all") || !job.state().ended();
        return running
                && (call.operands().isEmpty()
                        || job.subject().filter(s -> isOneOf(call.operands(), s)).isPresent());
    }

    private static boolean isOneOf(List<String> words, DomainRef domain) {
        return words.contains(domain.name()) || words.contains(domain.uuid().toString());
    }

    static ExitCode cancel(Call call) throws UsageException, IOException, InterruptedException {
        Hypervisor host = call.host();
        return Each.of(
                call,
                call.operands(),
                word -> {
                    Job<?> job = find(host, word);
                    JobStatus before = job.status();
                    if (before.state().ended()) {
                        throw Fault.of(
                                FaultCode.OPERATION_INVALID,
                                FaultDomain.DOMAIN,
                                "job " + job.id() + " has ended: " + JobTexts.state(before));
                    }
                    job.cancel();
                    tell(call, job, call.waits() && ended(call, job));
                });
    }

    /// Waits for the end of the job.
    ///
    /// @return true; it throws where the job ended otherwise than by being cancelled
    private static boolean ended(Call call, Job<?> job) throws UsageException {
        try {
            var _ = job.await(call.patience(PowerCommands.JOB));
        } catch (Fault fault) {
            if (fault.code() == FaultCode.OPERATION_ABORTED
                    && job.status().state() == JobStatus.State.CANCELLED) {
                return true;
            }
            throw fault;
        }
        throw Fault.of(
                FaultCode.OPERATION_INVALID,
                FaultDomain.DOMAIN,
                "job " + job.id() + " had ended before it could be cancelled");
    }

    private static void tell(Call call, Job<?> job, boolean cancelled) {
        FieldList fields =
                new FieldList()
                        .with("id", job.id().toString())
                        .with("operation", "cancel")
                        .with("outcome", cancelled ? "done" : "asked");
        call.output()
                .done(
                        new Output.Item(fields.value(), job.id().toString()),
                        "Job " + job.id() + (cancelled ? " was cancelled" : " was asked to stop"));
    }

    /// The job of that identity, or of one that begins so.
    private static Job<?> find(Hypervisor host, String word) {
        List<UUID> ids = DomainNouns.uuid(word).map(List::of).orElseGet(() -> byPrefix(host, word));
        if (ids.size() > 1) {
            throw Fault.of(
                    FaultCode.INVALID_ARG,
                    FaultDomain.DOMAIN,
                    ids.size() + " jobs begin with '" + word + "'");
        }
        return ids.stream()
                .<Job<?>>flatMap(id -> host.job(id).stream())
                .findFirst()
                .orElseThrow(
                        () ->
                                new Failure(
                                        ExitCode.NOT_FOUND,
                                        "there is no job '" + word + "'; see: ostler jobs --all"));
    }

    private static List<UUID> byPrefix(Hypervisor host, String word) {
        return word.length() < PREFIX_MIN
                ? List.of()
                : host.jobs().stream()
                        .map(JobStatus::id)
                        .filter(id -> id.toString().startsWith(word))
                        .toList();
    }
}
