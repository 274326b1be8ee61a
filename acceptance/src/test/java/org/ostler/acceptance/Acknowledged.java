package org.ostler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// Changes some guests at random through virsh and remembers what virsh was told last about each:
/// the only truth that a test of crashes accepts.
///
/// One thread changes, another verifies when that one has ended.
final class Acknowledged {
    private static final int STEPS_MAX = 40;

    private final Virsh virsh;
    private final Path folder;
    private final List<String> names;
    private final UnaryOperator<String> xml;
    private final Map<String, State> states = new ConcurrentHashMap<>();
    private final Map<String, State> begun = new ConcurrentHashMap<>();

    /// What a guest is.
    private enum State {
        ABSENT,
        DEFINED,
        RUNNING
    }

    /// What can be done to it.
    private enum Change {
        DEFINE("define", State.DEFINED),
        START("start", State.RUNNING),
        DESTROY("destroy", State.DEFINED),
        UNDEFINE("undefine", State.ABSENT);

        private final String command;
        private final State makes;

        Change(String command, State makes) {
            this.command = command;
            this.makes = makes;
        }
    }

    /// @param xml the description of a guest of that name
    Acknowledged(Virsh virsh, Path folder, List<String> names, UnaryOperator<String> xml) {
        this.virsh = virsh;
        this.folder = folder;
        this.names = names;
        this.xml = xml;
    }

    /// Changes guests until a command fails.
    void changeUntilRefused(Random random) {
        for (int step = 0; step < STEPS_MAX; step++) {
            String name = names.get(random.nextInt(names.size()));
            Change change = next(state(name), random);
            begun.put(name, change.makes);
            String argument = change == Change.DEFINE ? definition(name, random) : name;
            if (virsh.run(change.command, argument).exitCode() != 0) {
                return;
            }
            states.put(name, change.makes);
            begun.remove(name);
        }
    }

    private State state(String name) {
        return states.getOrDefault(name, State.ABSENT);
    }

    private static Change next(State state, Random random) {
        return switch (state) {
            case ABSENT -> Change.DEFINE;
            case RUNNING -> Change.DESTROY;
            case DEFINED ->
                    random.nextInt(3) == 0
                            ? Change.UNDEFINE
                            : random.nextBoolean() ? Change.START : Change.DEFINE;
        };
    }

    private String definition(String name, Random random) {
        String titled =
                xml.apply(name)
                        .replace("<memory", "<title>" + random.nextInt(1000) + "</title><memory");
        return SmallGuest.file(folder, name, titled).toString();
    }

    /// Every acknowledged change is there; one that was begun may be there or not.
    void verify(String when, Duration patience) {
        for (String name : names) {
            State expected = state(name);
            State other = Optional.ofNullable(begun.remove(name)).orElse(expected);
            Awaitility.await(name + " " + when)
                    .atMost(patience)
                    .pollInterval(Duration.ofMillis(100))
                    .untilAsserted(() -> assertThat(seen(name)).isIn(expected, other));
            states.put(name, seen(name));
        }
    }

    private State seen(String name) {
        Outcome state = virsh.run("domstate", name);
        if (state.exitCode() != 0) {
            assertThat(state.err()).contains("failed to get domain");
            return State.ABSENT;
        }
        return state.out().contains("running") ? State.RUNNING : State.DEFINED;
    }

    /// The names of those that run.
    List<String> running() {
        return names.stream().filter(name -> state(name) == State.RUNNING).sorted().toList();
    }

    /// Ends and removes them all.
    void remove() {
        for (String name : names) {
            virsh.run("destroy", name);
            virsh.run("undefine", name);
        }
    }
}
