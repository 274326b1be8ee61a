package org.ostler.driver.qemu;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Asks a QEMU binary what it can do, in one short run without a machine. Stateless; results are
/// kept by [QemuBinaries].
///
/// The run is `-machine none -S` with the monitor on its standard streams, under the identity that
/// guests get (the binary may be any file that a definition names) and under timeout(1), so that it
/// ends even when this process is killed.
final class QemuProbe {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Path KVM_NODE = Path.of("/dev/kvm");

    private final RunAs runAs;

    QemuProbe(RunAs runAs) {
        this.runAs = runAs;
    }

    /// Whether a probe now would ask for KVM: part of what a result depends on.
    static boolean kvmNodePresent() {
        return Files.exists(KVM_NODE);
    }

    /// Probes; takes some 200 ms, at most about 10 s.
    QemuBinary probe(Path binary) throws QemuProbeException {
        if (!Files.isExecutable(binary)) {
            throw new QemuProbeException(
                    "emulator " + binary + " does not exist or is not executable");
        }
        boolean kvm = kvmNodePresent();
        Process process = start(binary, kvm ? "none,accel=kvm:tcg" : "none,accel=tcg");
        ProcessTransport transport = new ProcessTransport(process);
        try (QmpClient client = QmpClient.over("probe", transport, LIMIT, QmpListener.NONE)) {
            QemuBinary result = ask(binary, client);
            client.execute(QmpCommand.change("quit"), Duration.ofSeconds(2));
            return result;
        } catch (QmpException e) {
            throw new QemuProbeException(explain(binary, process, e), e);
        } finally {
            end(process);
        }
    }

    private Process start(Path binary, String machine) throws QemuProbeException {
        List<String> words = new ArrayList<>(List.of("timeout", "--kill-after=1", "15"));
        words.addAll(runAs.prefix());
        words.add(binary.toString());
        words.addAll(List.of("-machine", machine, "-S", "-nodefaults", "-no-user-config"));
        words.addAll(List.of("-display", "none", "-qmp", "stdio"));
        try {
            return new ProcessBuilder(words).directory(Path.of("/").toFile()).start();
        } catch (IOException e) {
            throw new QemuProbeException("cannot run " + binary + ": " + Words.of(e), e);
        }
    }

    private static QemuBinary ask(Path path, QmpClient client) throws QmpException {
        Json.Obj version = client.greeting().object("version");
        Json.Obj numbers = version.object("qemu");
        Json.Obj kvm = ask(client, "query-kvm").asObject();
        Json.Obj devices = Json.object().put("implements", "device").put("abstract", false).build();
        return new QemuBinary(
                path,
                new QemuBinary.Version(
                        small(numbers, "major"), small(numbers, "minor"), small(numbers, "micro")),
                version.string("package").orElse(""),
                ask(client, "query-target").asObject().string("arch").orElse(""),
                ask(client, "query-machines").asObjects().stream().map(QemuProbe::machine).toList(),
                cpus(client),
                names(client.execute(QmpCommand.query("qom-list-types", devices), LIMIT), "name"),
                names(ask(client, "query-commands"), "name"),
                names(ask(client, "query-command-line-options"), "option"),
                new QemuBinary.Kvm(kvm.isTrue("present"), kvm.isTrue("enabled")));
    }

    private static Json ask(QmpClient client, String query) throws QmpException {
        return client.execute(QmpCommand.query(query), LIMIT);
    }

    /// Not every target has this query.
    private static List<QemuBinary.Cpu> cpus(QmpClient client) throws QmpException {
        try {
            return ask(client, "query-cpu-definitions").asObjects().stream()
                    .map(QemuProbe::cpu)
                    .toList();
        } catch (QmpException e) {
            if (e.kind() == QmpException.Kind.REFUSED) {
                return List.of();
            }
            throw e;
        }
    }

    private static QemuBinary.Machine machine(Json.Obj m) {
        return new QemuBinary.Machine(
                m.string("name").orElse(""),
                m.string("alias"),
                m.isTrue("is-default"),
                small(m, "cpu-max"),
                m.isTrue("deprecated"),
                m.isTrue("hotpluggable-cpus"),
                m.string("default-cpu-type"),
                m.string("default-ram-id"));
    }

    private static QemuBinary.Cpu cpu(Json.Obj c) {
        List<String> missing = new ArrayList<>();
        for (Json feature : c.list("unavailable-features")) {
            if (feature instanceof Json.Str(String name)) {
                missing.add(name);
            }
        }
        return new QemuBinary.Cpu(
                c.string("name").orElse(""),
                missing,
                c.isTrue("deprecated"),
                c.isTrue("migration-safe"),
                c.string("alias-of"));
    }

    private static Set<String> names(Json list, String member) {
        Set<String> names = new HashSet<>();
        list.asObjects().forEach(o -> o.string(member).ifPresent(names::add));
        return names;
    }

    private static int small(Json.Obj o, String member) {
        return Math.clamp(o.integer(member).orElse(0L), 0, Integer.MAX_VALUE);
    }

    private static String explain(Path binary, Process process, QmpException e) {
        end(process);
        String said = lastWords(process);
        return "emulator "
                + binary
                + " did not tell what it can do: "
                + (said.isEmpty() ? Words.of(e) : said);
    }

    private static String lastWords(Process process) {
        try (InputStream stream = process.getErrorStream()) {
            String text = new String(stream.readNBytes(4096), StandardCharsets.UTF_8);
            return text.lines().map(String::strip).collect(Collectors.joining("; "));
        } catch (IOException e) {
            return "";
        }
    }

    /// timeout(1) passes the signal on, and follows it with a kill if that is not enough.
    private static void end(Process process) {
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.toHandle().destroy();
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            }
        } catch (InterruptedException e) {
            process.toHandle().destroy();
            Thread.currentThread().interrupt();
        }
    }
}
