package org.ostler.driver.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.api.Fault;
import org.ostler.api.Plan;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.SpecException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Definitions that others wrote, on a real QEMU: it takes our command line and shows the devices
/// that were asked for.
///
/// `-Dostler.libvirt.samples=DIR` says where they are; without them, skipped. What this machine
/// does not have is put in place first ([SampleHost]); what Ostler says it cannot do is not tried.
@Tag("slow")
@Timeout(600)
class QemuSamplesRealTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int SHOWN = Integer.getInteger("ostler.samples.shown", 20);

    /// The least that must reach the monitor.
    private static final int REACHED_MIN = 60;

    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"|(?:^|,)id=([^,]+)");
    private static final Pattern NODE = Pattern.compile("\"node-name\":\"([^\"]+)\"");

    @TempDir private Path dir;
    private final Map<String, List<String>> outcomes = new TreeMap<>();
    private QemuTarget target = Qemu72.TARGET;

    @Test
    void samplesReachTheMonitorWithTheDevicesThatTheyAskFor() throws Exception {
        RealQemu.required();
        Path samples = samples();
        QemuBinary qemu =
                new QemuBinaries(dir.resolve("cache"), new RunAs.Self()).get(RealQemu.BINARY);
        target = new QemuTarget(qemu, Optional.of("not asked"));
        List<String> missing = new ArrayList<>();
        for (String name : cases(samples)) {
            Path file = samples.resolve("qemuxml2argvdata").resolve(name + ".xml");
            if (Files.exists(file)) {
                missing.addAll(tried(name, file));
            }
        }
        outcomes.forEach(
                (outcome, names) -> {
                    System.out.println("samples on QEMU: " + outcome + ": " + names.size());
                    names.stream().limit(SHOWN).forEach(name -> System.out.println("  " + name));
                });
        assertThat(missing).isEmpty();
        assertThat(outcomes.getOrDefault("reached the monitor", List.of()))
                .hasSizeGreaterThanOrEqualTo(REACHED_MIN);
    }

    private void note(String outcome, String what) {
        outcomes.computeIfAbsent(outcome, _ -> new ArrayList<>()).add(what);
    }

    /// What QEMU does not show, though the sample asks for it.
    private List<String> tried(String name, Path file) throws Exception {
        Path home =
                Files.createDirectory(
                        dir.resolve("g" + outcomes.values().stream().mapToInt(List::size).sum()));
        QemuArguments arguments;
        DomainSpec live;
        try {
            DomainSpec written =
                    DomainXml.parse(new SampleHost(home, target).adapted(Files.readString(file)))
                            .spec();
            live = QemuCommandLine.live(QemuCanonical.of(written, target).spec());
            arguments =
                    QemuCommandLine.of(
                            live, target, new GuestPaths(home), new Bindings(Clock.systemUTC()));
        } catch (Fault fault) {
            note("refused at define", name + ": " + fault.sentence());
            return List.of();
        } catch (SpecException refused) {
            note("no longer fits after what was put in place", name + ": " + refused.getMessage());
            return List.of();
        }
        if (!arguments.obstacles().isEmpty()) {
            Plan.Remark first = arguments.obstacles().getFirst();
            note("cannot be started by Ostler", name + ": " + first.path() + ": " + first.reason());
            return List.of();
        }
        return started(name, home, live, arguments);
    }

    private List<String> started(String name, Path home, DomainSpec live, QemuArguments arguments)
            throws Exception {
        QemuLauncher.Started guest;
        try {
            guest = RealQemu.start(live.name(), arguments, home, new QmpNotices());
        } catch (QemuStartException refused) {
            note("refused by QEMU", name + ": " + refused.getMessage());
            return List.of();
        }
        try {
            note("reached the monitor", name);
            return missing(name, arguments.words(), guest.monitor());
        } finally {
            guest.monitor().close();
            guest.process().kill();
            guest.process().close();
        }
    }

    private static List<String> missing(String name, List<String> words, QmpClient monitor)
            throws Exception {
        Json.Obj peripherals = Json.object().put("path", "/machine/peripheral").build();
        Set<String> shown = new HashSet<>();
        monitor.execute(QmpCommand.query("qom-list", peripherals), LONG)
                .asObjects()
                .forEach(o -> shown.add("-device " + o.string("name").orElse("")));
        monitor.execute(QmpCommand.query("query-named-block-nodes"), LONG)
                .asObjects()
                .forEach(o -> shown.add("-blockdev " + o.string("node-name").orElse("")));
        monitor.execute(QmpCommand.query("query-chardev"), LONG)
                .asObjects()
                .forEach(o -> shown.add("-chardev " + o.string("label").orElse("")));
        List<String> missing = new ArrayList<>();
        for (int i = 0; i + 1 < words.size(); i++) {
            String option = words.get(i);
            Pattern named =
                    switch (option) {
                        case "-device", "-chardev" -> ID;
                        case "-blockdev" -> NODE;
                        default -> null;
                    };
            Matcher m = named == null ? null : named.matcher(words.get(i + 1));
            if (m != null && m.find()) {
                String id = m.group(1) == null ? m.group(2) : m.group(1);
                if (!shown.contains(option + " " + id)) {
                    missing.add(name + ": " + option + " " + id);
                }
            }
        }
        return missing;
    }

    private static Path samples() {
        Path named =
                Path.of(
                        System.getProperty(
                                "ostler.libvirt.samples", "/work/shared/data/libvirt-9.0.0"));
        assumeTrue(Files.exists(named.resolve("cases.tsv")), "no samples of libvirt here");
        return named;
    }

    /// Those that libvirt turns into a command line for a PC.
    private static List<String> cases(Path samples) throws IOException {
        try (Stream<String> lines = Files.lines(samples.resolve("cases.tsv"))) {
            return lines.map(line -> line.split("\t", -1))
                    .filter(c -> c[0].equals("qemu-argv") && c[2].equals("valid"))
                    .filter(c -> c[3].equals("x86_64") || c[3].equals("i686"))
                    .map(c -> c[1])
                    .distinct()
                    .toList();
        }
    }
}
