package org.ostler.cli;

import org.ostler.api.Domain;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.Hypervisor;
import org.ostler.api.Support;
import org.ostler.api.XmlFlag;
import org.ostler.cli.output.FieldList;
import org.ostler.cli.output.Format;
import org.ostler.cli.output.Output;
import org.ostler.cli.output.Table;
import org.ostler.cli.output.Tint;
import org.ostler.cli.output.Value;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.diff.DomainChange;
import org.ostler.model.diff.DomainDiff;
import org.ostler.model.diff.Effect;
import org.ostler.model.diff.LiveCall;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// `ostler diff`: what differs between two guests, each a file or a domain of the host.
final class DiffCommand {
    private final Call call;

    private DiffCommand(Call call) {
        this.call = call;
    }

    /// A side of the comparison.
    ///
    /// @param domain whether it is one of the host's
    private record Side(DomainSpec spec, boolean domain) {}

    /// As diff(1): 0 for equal, 1 for different. What fails without a class of its own must not
    /// look like a difference, and ends as a wrong command line does, with 2.
    static ExitCode run(Call call) throws UsageException, IOException {
        try {
            return new DiffCommand(call).compare();
        } catch (Fault fault) {
            if (ExitCode.of(fault.code()) != ExitCode.FAILED) {
                throw fault;
            }
            new Complaints(call.surroundings().err(), call.has("verbose")).fault(fault);
            return ExitCode.USAGE;
        }
    }

    private ExitCode compare() throws UsageException, IOException {
        Side before = side(call.operands().getFirst());
        Side after = side(call.operands().getLast());
        boolean live = before.domain || after.domain;
        if (!live && call.has("running")) {
            throw new UsageException("--running is about a domain, and both are files");
        }
        DomainDiff diff =
                live ? onHost(before, after, call.host()) : DomainDiff.of(before.spec, after.spec);
        print(diff);
        return diff.isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
    }

    /// A file where there is one of that name, or none can be a domain's; else a domain.
    private Side side(String word) throws UsageException, IOException {
        if (word.equals("-") || word.contains("/") || Files.exists(Path.of(word))) {
            GuestFile file = GuestFile.read(word, call.surroundings());
            file.say(call);
            return new Side(file.spec(), false);
        }
        Domain domain = DomainNouns.find(call.host(), word);
        Set<XmlFlag> flags = EnumSet.of(XmlFlag.SECURE);
        if (call.has("read-only")) {
            flags.remove(XmlFlag.SECURE);
        }
        if (!call.has("running")) {
            flags.add(XmlFlag.INACTIVE);
        }
        String xml = domain.xml(flags).toString();
        return new Side(DomainXml.accepted(xml).spec(), true);
    }

    /// A file is compared as what it would become on the host: what this would fill in is no
    /// difference.
    private DomainDiff onHost(Side before, Side after, Hypervisor host) {
        Side one = before.domain ? before : planned(before, after.spec, host);
        Side other = after.domain ? after : planned(after, before.spec, host);
        Support support = host.support();
        return DomainDiff.of(one.spec, other.spec).narrowed(support::has);
    }

    /// One without an identity is meant as another version of the domain that it is compared with.
    private static Side planned(Side file, DomainSpec domain, Hypervisor host) {
        Optional<DomainSpec> identified =
                file.spec.uuid().isPresent()
                        ? Optional.empty()
                        : domain.uuid().map(file.spec::withUuid);
        DomainSpec spec = identified.orElse(file.spec);
        try {
            return new Side(host.plan(spec).canonical(), false);
        } catch (Fault fault) {
            if (fault.code() == FaultCode.NO_SUPPORT) {
                return new Side(spec, false);
            }
            throw fault;
        }
    }

    private void print(DomainDiff diff) {
        Table table = new Table("PLACE", "BEFORE", "AFTER", "EFFECT", "WHY");
        List<Output.Item> items = new ArrayList<>();
        for (DomainChange change : diff.changes()) {
            FieldList fields =
                    new FieldList()
                            .with("path", change.path())
                            .with("kind", word(change.kind()))
                            .with("before", Value.of(change.before()))
                            .with("after", Value.of(change.after()))
                            .with("effect", word(change.effect()))
                            .with("call", Value.of(change.call().map(LiveCall::function)))
                            .with("reason", change.reason());
            items.add(new Output.Item(fields.value(), change.path()));
            table.row(
                    Table.Cell.of(change.path()),
                    Table.Cell.of(change.before().orElse("")),
                    Table.Cell.of(change.after().orElse("")),
                    new Table.Cell(word(change.effect()), tint(change.effect())),
                    Table.Cell.of(change.reason()));
        }
        if (!diff.isEmpty() || call.output().format() != Format.TABLE) {
            call.output().all(items, table);
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Tint tint(Effect effect) {
        return switch (effect) {
            case NOW -> Tint.GOOD;
            case NEXT_START -> Tint.CARE;
            case NEVER -> Tint.BAD;
        };
    }
}
