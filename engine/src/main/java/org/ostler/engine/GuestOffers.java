package org.ostler.engine;

import org.ostler.api.XmlText;
import org.ostler.engine.GuestTrial.Wish;
import org.ostler.engine.spi.Driver;
import org.ostler.engine.spi.GuestPlatform;
import org.ostler.model.Kept;
import org.ostler.model.document.CpuOffer;
import org.ostler.model.document.DocumentXml;
import org.ostler.model.document.DomainCapabilities;
import org.ostler.model.document.Offer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;

/// What guests of each kind can have, found out by [GuestTrial] and kept.
///
/// Thread-safe. What is known is read without waiting; `finding` lets one thread at a time find
/// something out, which takes as long as the driver's own deadlines let it. Bounded: the kind that
/// was found out first is forgotten first.
final class GuestOffers {
    private static final int KEPT_MOST = 64;
    private static final String SOME_FILE = "/usr/share/firmware.fd";

    private final Driver driver;
    private final ReentrantLock finding = new ReentrantLock();

    /// Never changed, only replaced, under the monitor.
    private volatile Map<GuestPlatform, XmlText> known = Map.of();

    /// How often the host has changed. Written under the monitor.
    private volatile int changes;

    GuestOffers(Driver driver) {
        this.driver = driver;
    }

    /// The domain capabilities of that kind.
    ///
    /// @throws org.ostler.api.Fault where the driver takes no such guest at all
    XmlText of(GuestPlatform platform) {
        XmlText text = known.get(platform);
        return text == null ? foundOut(platform) : text;
    }

    private XmlText foundOut(GuestPlatform platform) {
        finding.lock();
        try {
            int before = changes;
            XmlText text = known.get(platform);
            if (text == null) {
                text = XmlText.of(DocumentXml.DOMAIN_CAPABILITIES.format(find(platform)));
                keep(before, platform, text);
            }
            return text;
        } finally {
            finding.unlock();
        }
    }

    /// Unless the host has changed meanwhile.
    private synchronized void keep(int before, GuestPlatform platform, XmlText text) {
        if (changes == before) {
            Map<GuestPlatform, XmlText> more = new LinkedHashMap<>(known);
            if (more.size() >= KEPT_MOST) {
                more.remove(more.keySet().iterator().next());
            }
            more.put(platform, text);
            known = more;
        }
    }

    /// The host has changed; waits for nobody.
    synchronized void forget() {
        changes++;
        known = Map.of();
    }

    private DomainCapabilities find(GuestPlatform platform) {
        GuestTrial trial = new GuestTrial(driver, platform);
        return new DomainCapabilities(
                platform.emulator(),
                platform.domainType(),
                platform.machine(),
                platform.arch(),
                platform.maxVcpus() > 0 ? OptionalInt.of(platform.maxVcpus()) : OptionalInt.empty(),
                Optional.of(trial.takes(MachineQuestions.ioThreads())),
                Optional.of(os(trial, platform)),
                cpu(trial, platform),
                Optional.of(
                        offer("memoryBacking", List.of(MachineQuestions.memorySource()), trial)),
                devices(trial),
                features(trial, platform),
                Kept.NONE);
    }

    /// The choices with what is taken; the place is supported when anything is.
    private static Offer offer(
            String element, List<GuestQuestions.Choice> questions, GuestTrial trial) {
        List<Offer.Choice> choices = new ArrayList<>();
        for (GuestQuestions.Choice question : questions) {
            choices.add(choice(question, trial));
        }
        boolean any = choices.stream().anyMatch(choice -> !choice.values().isEmpty());
        return any ? Offer.of(element, choices) : Offer.of(element, false);
    }

    private static Offer.Choice choice(GuestQuestions.Choice question, GuestTrial trial) {
        return Offer.Choice.of(
                question.name(),
                question.values().stream()
                        .filter(value -> trial.takesAny(question.question().having(value)))
                        .toList());
    }

    private static DomainCapabilities.Os os(GuestTrial trial, GuestPlatform platform) {
        List<String> files = platform.loaders();
        Offer loader =
                offer(
                        "loader",
                        MachineQuestions.loader(files.isEmpty() ? SOME_FILE : files.getFirst()),
                        trial);
        if (loader.supported().orElse(false)) {
            loader =
                    new Offer(
                            "loader",
                            Optional.of(true),
                            files.stream().map(Offer.Word::of).toList(),
                            loader.choices(),
                            Kept.NONE);
        }
        return new DomainCapabilities.Os(
                true,
                List.of(choice(MachineQuestions.firmware(), trial)),
                Optional.of(loader),
                Kept.NONE);
    }

    private static List<CpuOffer> cpu(GuestTrial trial, GuestPlatform platform) {
        List<CpuOffer.Model> models =
                platform.cpus().stream()
                        .map(c -> CpuOffer.Model.of(c.name(), c.usable(), c.deprecated()))
                        .toList();
        String sample = models.isEmpty() ? "qemu64" : models.getFirst().name();
        boolean custom = trial.takes(MachineQuestions.cpuMode("custom", sample));
        return List.of(
                ofHost("host-passthrough", "hostPassthroughMigratable", trial),
                ofHost("maximum", "maximumMigratable", trial),
                CpuOffer.of("host-model", trial.takes(MachineQuestions.cpuMode("host-model", ""))),
                CpuOffer.of("custom", custom, List.of(), custom ? models : List.of()));
    }

    private static CpuOffer ofHost(String mode, String choice, GuestTrial trial) {
        return trial.takes(MachineQuestions.cpuMode(mode, ""))
                ? CpuOffer.of(
                        mode,
                        true,
                        List.of(choice(MachineQuestions.migratable(choice, mode), trial)),
                        List.of())
                : CpuOffer.of(mode, false);
    }

    private static List<Offer> devices(GuestTrial trial) {
        return GuestQuestions.places().stream()
                .map(place -> offer(place.element(), place.choices(), trial))
                .toList();
    }

    /// Backups, encrypted guests and enclaves are no driver's yet.
    private static List<Offer> features(GuestTrial trial, GuestPlatform platform) {
        boolean arm = List.of("aarch64", "armv7l").contains(platform.arch());
        return List.of(
                arm ? offer("gic", List.of(MachineQuestions.gic()), trial) : Offer.of("gic", false),
                single("vmcoreinfo", List.of(MachineQuestions.vmcoreinfo()), trial),
                single("genid", List.of(MachineQuestions.genid()), trial),
                single("backingStoreInput", MachineQuestions.backingStore(), trial),
                Offer.of("backup", false),
                Offer.of("sev", false),
                Offer.of("sgx", false),
                offer("hyperv", List.of(MachineQuestions.hyperv()), trial));
    }

    private static Offer single(String element, List<Wish> wishes, GuestTrial trial) {
        return Offer.of(element, trial.takesAny(wishes));
    }
}
