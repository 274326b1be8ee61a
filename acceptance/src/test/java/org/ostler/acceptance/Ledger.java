package org.ostler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Three guests that are changed at random through virsh, and what virsh was told of each: the only
/// truth that a test of killed daemons accepts.
///
/// One thread changes, another one verifies, never at the same time.
final class Ledger {
    private static final Duration SETTLED = Duration.ofSeconds(60);
    private static final Pattern TITLE = Pattern.compile("<title>(\\d+)</title>");
    private static final Known ABSENT = new Known("absent", "");

    /// A guest as far as clients were told.
    ///
    /// @param state `absent`, `defined` or `running`
    /// @param title what its definition says, empty where it has none
    private record Known(String state, String title) {}

    private final Virsh virsh;
    private final BiFunction<String, String, Path> definition;
    private final Map<String, Known> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, Known> begun = new ConcurrentHashMap<>();

    /// @param definition makes the file that defines the guest of that name with that title
    Ledger(Virsh virsh, BiFunction<String, String, Path> definition) {
        this.virsh = virsh;
        this.definition = definition;
    }

    /// Changes guests until the daemon no longer answers; how many changes were acknowledged.
    int changeUntilTheDaemonIsGone(Random random) {
        for (int step = 0; step < 200; step++) {
            String name = "k" + random.nextInt(3);
            Known now = acknowledged.getOrDefault(name, ABSENT);
            Known next = next(now, random);
            begun.put(name, next);
            if (apply(name, now, next).exitCode() != 0) {
                return step;
            }
            acknowledged.put(name, next);
            begun.remove(name);
        }
        return 200;
    }

    private static Known next(Known now, Random random) {
        if (now.state().equals("running")) {
            return new Known("defined", now.title());
        }
        Known redefined = new Known("defined", Integer.toString(random.nextInt(100_000)));
        return switch (now.state().equals("absent") ? 0 : random.nextInt(4)) {
            case 0 -> redefined;
            case 1 -> ABSENT;
            default -> new Known("running", now.title());
        };
    }

    private Outcome apply(String name, Known now, Known next) {
        if (now.state().equals("running")) {
            return virsh.run("destroy", name);
        }
        return switch (next.state()) {
            case "absent" -> virsh.run("undefine", name);
            case "running" -> virsh.run("start", name);
            default -> virsh.run("define", definition.apply(name, next.title()).toString());
        };
    }

    /// Every guest is as it was acknowledged last, or as the change that was under way makes it.
    void verify(String when) {
        for (int i = 0; i < 3; i++) {
            String name = "k" + i;
            Known expected = acknowledged.getOrDefault(name, ABSENT);
            Optional<Known> half = Optional.ofNullable(begun.remove(name));
            Awaitility.await(name + " " + when)
                    .atMost(SETTLED)
                    .pollInterval(Duration.ofMillis(100))
                    .untilAsserted(
                            () -> assertThat(seen(name)).isIn(expected, half.orElse(expected)));
            acknowledged.put(name, seen(name));
        }
    }

    private Known seen(String name) {
        Outcome state = virsh.run("domstate", name);
        if (state.exitCode() != 0) {
            state.failed("failed to get domain");
            return ABSENT;
        }
        Matcher title = TITLE.matcher(virsh.run("dumpxml", "--inactive", name).succeeded());
        return new Known(
                state.out().contains("running") ? "running" : "defined",
                title.find() ? title.group(1) : "");
    }

    /// Ends and forgets them all.
    void clear() {
        acknowledged.forEach(
                (name, known) -> {
                    if (known.state().equals("running")) {
                        virsh.run("destroy", name).succeeded();
                    }
                    if (!known.state().equals("absent")) {
                        virsh.run("undefine", name).succeeded();
                    }
                });
    }
}
