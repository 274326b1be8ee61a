package org.ostler.bench;

import java.util.List;
import java.util.Optional;

/// All scenarios, in the order of the table.
final class Scenarios {
    private final List<Scenario> all;

    Scenarios(List<Scenario> all) {
        this.all = List.copyOf(all);
    }

    static Scenarios standard() {
        return new Scenarios(
                List.of(
                        new CallScenario(),
                        new BusyScenario(),
                        new ListScenario(),
                        new DefineScenario(),
                        new GuestScenario(),
                        new CrowdScenario(),
                        new EventScenario(),
                        new StuckScenario(),
                        new StartScenario(),
                        new MemoryScenario(),
                        new JavaScenario()));
    }

    List<Scenario> all() {
        return all;
    }

    Optional<Scenario> named(String name) {
        return all.stream().filter(scenario -> scenario.name().equals(name)).findFirst();
    }

    /// Every row of the table.
    List<Figure> figures() {
        return all.stream().flatMap(scenario -> scenario.figures().stream()).toList();
    }

    /// Names and summaries, for the help.
    String listed() {
        StringBuilder text = new StringBuilder();
        for (Scenario scenario : all) {
            text.append("  %-8s %s%n".formatted(scenario.name(), scenario.summary()));
        }
        return text.toString();
    }
}
