package org.ostler.cli;

import org.ostler.api.Domain;
import org.ostler.api.DomainCounters;
import org.ostler.api.DomainStatus;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.Hypervisor;
import org.ostler.api.JobStatus;
import org.ostler.api.Operation;
import org.ostler.api.XmlFlag;
import org.ostler.cli.output.FieldList;
import org.ostler.cli.output.Printable;
import org.ostler.cli.output.Value;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// `ostler show`: all that is known of a domain, or its description.
final class ShowCommand {
    private ShowCommand() {}

    static ExitCode run(Call call)
            throws UsageException, java.io.IOException, InterruptedException {
        Set<XmlFlag> flags = xmlFlags(call);
        Hypervisor host = call.host();
        return Each.of(
                call,
                call.operands(),
                word -> {
                    Domain domain = DomainNouns.find(host, word);
                    if (call.has("xml")) {
                        xml(call, domain, flags);
                    } else {
                        status(call, host, domain);
                    }
                });
    }

    private static Set<XmlFlag> xmlFlags(Call call) throws UsageException {
        Set<XmlFlag> flags = EnumSet.noneOf(XmlFlag.class);
        if (call.has("inactive")) {
            flags.add(XmlFlag.INACTIVE);
        }
        if (call.has("secure")) {
            flags.add(XmlFlag.SECURE);
        }
        if (!flags.isEmpty() && !call.has("xml")) {
            throw new UsageException("--inactive and --secure are about --xml");
        }
        return flags;
    }

    private static void xml(Call call, Domain domain, Set<XmlFlag> flags) {
        String text = domain.xml(flags).toString();
        FieldList fields =
                new FieldList()
                        .with("name", domain.name())
                        .with("uuid", domain.uuid().toString())
                        .with("xml", text);
        call.output()
                .add(
                        DomainTexts.item(fields, domain.name()),
                        text.endsWith("\n") ? text : text + "\n");
    }

    private static void status(Call call, Hypervisor host, Domain domain) {
        DomainStatus status = domain.status();
        DomainCounters counters = counters(domain, status);
        List<String> allowed =
                domain.allowedOperations().stream().map(Operation::id).sorted().toList();
        List<JobStatus> jobs = host.jobs().stream().filter(job -> isUnderWay(job, domain)).toList();
        FieldList fields =
                DomainTexts.fields(status)
                        .with("cpuTimeNanos", whole(counters.cpuTimeNanos()))
                        .with("currentMemoryKib", whole(counters.memoryKib()))
                        .with("allowedOperations", Value.of(allowed))
                        .with(
                                "jobs",
                                new Value.Items(
                                        jobs.stream()
                                                .<Value>map(job -> JobTexts.fields(job).value())
                                                .toList()));
        call.output()
                .add(
                        DomainTexts.item(fields, status.name()),
                        text(status, counters, allowed, jobs));
    }

    private static boolean isUnderWay(JobStatus job, Domain domain) {
        return !job.state().ended()
                && job.subject().filter(s -> s.uuid().equals(domain.uuid())).isPresent();
    }

    /// A driver that cannot count, or a guest that has just ended, is no failure of looking at it.
    private static DomainCounters counters(Domain domain, DomainStatus status) {
        if (!status.active()) {
            return DomainCounters.UNKNOWN;
        }
        try {
            return domain.counters();
        } catch (Fault fault) {
            if (fault.code() == FaultCode.NO_SUPPORT
                    || fault.code() == FaultCode.OPERATION_INVALID) {
                return DomainCounters.UNKNOWN;
            }
            throw fault;
        }
    }

    private static Value whole(OptionalLong number) {
        return number.isPresent() ? Value.of(number.getAsLong()) : Value.NONE;
    }

    private static String text(
            DomainStatus status,
            DomainCounters counters,
            List<String> allowed,
            List<JobStatus> jobs) {
        StringBuilder out = new StringBuilder();
        line(out, "Name", status.name());
        line(out, "UUID", status.uuid().toString());
        line(out, "Id", status.id().isPresent() ? "" + status.id().getAsInt() : "-");
        line(
                out,
                "State",
                DomainTexts.state(status.state())
                        + " ("
                        + DomainTexts.reason(status.reason())
                        + ")");
        line(out, "Processors", String.valueOf(status.vcpus()));
        line(out, "Memory", memory(status));
        counters.cpuTimeNanos()
                .ifPresent(
                        nanos -> line(out, "CPU time", Durations.words(Duration.ofNanos(nanos))));
        line(out, "Persistent", yes(status.persistent()));
        line(out, "Autostart", yes(status.autostart()));
        line(out, "Managed", status.managed() ? "yes" : "no: made by another tool");
        if (status.managedSave()) {
            line(out, "Saved", "yes: the next start goes on from there");
        }
        if (status.updated()) {
            line(out, "Changed", "the definition differs from what runs, from the next start on");
        }
        line(out, "Allowed now", String.join(", ", allowed));
        jobs.forEach(job -> line(out, "Job", job.id() + "  " + JobTexts.inWords(job)));
        return out.append('\n').toString();
    }

    private static String memory(DomainStatus status) {
        String now = DomainTexts.memory(status.memoryKib());
        return status.memoryKib() == status.maxMemoryKib()
                ? now
                : now + " of " + DomainTexts.memory(status.maxMemoryKib());
    }

    private static String yes(boolean yes) {
        return yes ? "yes" : "no";
    }

    static void line(StringBuilder out, String what, String text) {
        out.append(what)
                .append(": ")
                .repeat(' ', Math.max(0, 12 - what.length()))
                .append(Printable.line(text))
                .append('\n');
    }
}
