package org.ostler.cli;

import org.ostler.api.DefineFlag;
import org.ostler.api.Domain;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Hypervisor;
import org.ostler.api.Job;
import org.ostler.api.Layer;
import org.ostler.api.Origin;
import org.ostler.api.StartFlag;
import org.ostler.api.UndefineFlag;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.SpecException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/// `ostler define`, `ostler create` and `ostler undefine`.
final class DefinitionCommands {
    /// More than any description that the model takes.
    private static final int BYTES_MAX = 16 << 20;

    private static final String STANDARD_INPUT = "-";

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
        try {
            return DomainXml.parse(bytes(call, file)).spec();
        } catch (SpecException wrong) {
            throw located(file, wrong);
        }
    }

    private static byte[] bytes(Call call, String file) throws IOException {
        if (file.equals(STANDARD_INPUT)) {
            return bounded(call.surroundings().in(), "standard input");
        }
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return bounded(in, file);
        }
    }

    private static byte[] bounded(InputStream in, String name) throws IOException {
        byte[] bytes = in.readNBytes(BYTES_MAX + 1);
        if (bytes.length > BYTES_MAX) {
            throw new IOException(name + ": too large for a description of a domain");
        }
        return bytes;
    }

    private static Fault located(String file, SpecException wrong) {
        String name = file.equals(STANDARD_INPUT) ? "(standard input)" : file;
        String place = wrong.line() > 0 ? name + ":" + wrong.line() + ":" + wrong.column() : name;
        String expected = wrong.expected().map(text -> "; expected " + text).orElse("");
        String at = wrong.path().isEmpty() ? "" : " at " + wrong.path();
        FaultCode code =
                switch (wrong.kind()) {
                    case SYNTAX -> FaultCode.XML_DETAIL;
                    case LIMIT, CONTENT -> FaultCode.XML_ERROR;
                    case UNSUPPORTED -> FaultCode.CONFIG_UNSUPPORTED;
                };
        return Fault.builder(code, FaultDomain.XML, place + ": " + wrong.problem() + at + expected)
                .origin(Origin.of(Layer.SPEC, "parse", wrong.path(), place, wrong.problem()))
                .build();
    }
}
