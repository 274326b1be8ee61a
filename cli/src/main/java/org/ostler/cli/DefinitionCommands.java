package org.ostler.cli;

import org.ostler.api.DefineFlag;
import org.ostler.api.Domain;
import org.ostler.api.FaultDomain;
import org.ostler.api.Hypervisor;
import org.ostler.api.Job;
import org.ostler.api.StartFlag;
import org.ostler.api.UndefineFlag;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.SpecException;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/// `ostler define`, `ostler create` and `ostler undefine`.
final class DefinitionCommands {
    private DefinitionCommands() {}

    static ExitCode define(Call call) throws UsageException, IOException, InterruptedException {
        Set<DefineFlag> flags = EnumSet.noneOf(DefineFlag.class);
        PowerCommands.add(flags, DefineFlag.VALIDATE, call.has("validate"));
        PowerCommands.add(flags, DefineFlag.STRICT, call.has("strict"));
        Hypervisor host = call.host();
        return Each.of(
                call,
                call.operands(),
                file -> {
                    Domain domain = host.define(read(call, file), flags);
                    PowerCommands.done(call, domain, "define", "done", "defined from " + file);
                });
    }

    static ExitCode create(Call call) throws UsageException, IOException, InterruptedException {
        Set<StartFlag> flags = EnumSet.noneOf(StartFlag.class);
        PowerCommands.add(flags, StartFlag.PAUSED, call.has("paused"));
        PowerCommands.add(flags, StartFlag.VALIDATE, call.has("validate"));
        Hypervisor host = call.host();
        return Each.of(
                call,
                call.operands(),
                file -> {
                    DomainSpec spec = read(call, file);
                    Job<Domain> job = host.create(spec, flags);
                    String uuid = job.status().subject().map(s -> s.uuid().toString()).orElse("");
                    PowerCommands.job(call, spec.name(), uuid, job, "create", "created");
                });
    }

    static ExitCode undefine(Call call) throws UsageException, IOException, InterruptedException {
        Set<UndefineFlag> flags = EnumSet.noneOf(UndefineFlag.class);
        PowerCommands.add(flags, UndefineFlag.MANAGED_SAVE, call.has("managed-save"));
        PowerCommands.add(flags, UndefineFlag.NVRAM, call.has("nvram"));
        PowerCommands.add(flags, UndefineFlag.KEEP_NVRAM, call.has("keep-nvram"));
        Hypervisor host = call.host();
        return Each.of(
                call,
                call.operands(),
                word -> {
                    Domain domain = DomainNouns.find(host, word);
                    domain.undefine(flags);
                    PowerCommands.done(call, domain, "undefine", "done", "is no longer defined");
                });
    }

    /// Reads a description; what is wrong in it is said with file, line and column, as compilers
    /// do.
    private static DomainSpec read(Call call, String file) throws IOException {
        InputFile input = new InputFile(file);
        try {
            return DomainXml.parse(input.read(call.surroundings())).spec();
        } catch (SpecException wrong) {
            throw input.fault(wrong, FaultDomain.XML);
        }
    }
}
