package org.ostler.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Where `tools/bench` begins.
///
/// Exit codes: 0 measured, whatever the figures are; 1 a scenario failed; 2 a wrong command line.
public final class Main {
    /// Far more than any scenario takes on a slow machine.
    private static final Duration SCENARIO_MAX = Duration.ofMinutes(20);

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Scenarios scenarios = Scenarios.standard();

    private Main() {}

    /// Runs the scenarios that the command line names, prints the table, writes the page.
    public static void main(String[] arguments) {
        System.exit(new Main().run(List.of(arguments)));
    }

    private int run(List<String> arguments) {
        Settings settings;
        try {
            if (arguments.contains("--list")) {
                out.print(scenarios.listed());
                return 0;
            }
            settings = Settings.of(arguments, scenarios);
        } catch (IllegalArgumentException e) {
            err.println("bench: " + e.getMessage() + "; the scenarios are");
            err.print(scenarios.listed());
            return 2;
        }
        Ledger ledger = new Ledger();
        boolean whole = measure(settings, ledger);
        return report(settings, ledger) && whole ? 0 : 1;
    }

    private boolean measure(Settings settings, Ledger ledger) {
        Bench bench = new Bench(settings, ledger);
        Runtime.getRuntime().addShutdownHook(new Thread(bench::kill, "kill"));
        boolean whole = true;
        for (Scenario scenario : scenarios.all()) {
            if (settings.scenarios().isEmpty() || settings.scenarios().contains(scenario.name())) {
                whole &= measure(scenario, bench);
            }
        }
        return whole;
    }

    private boolean measure(Scenario scenario, Bench bench) {
        long begun = System.nanoTime();
        err.println("bench: " + scenario.name() + ": " + scenario.summary() + " …");
        try (Deadline _ = new Deadline(SCENARIO_MAX, bench::kill)) {
            scenario.measure(bench);
            bench.stop();
            err.printf("bench: %s: %d s%n", scenario.name(), secondsSince(begun));
            printRows(scenario, bench.ledger());
            return true;
        } catch (IOException e) {
            err.println("bench: " + scenario.name() + " failed: " + e.getMessage());
            bench.ledger().remark(scenario.name() + " failed: " + e.getMessage());
            bench.kill();
            return false;
        }
    }

    private static long secondsSince(long begun) {
        return (System.nanoTime() - begun) / 1_000_000_000;
    }

    private void printRows(Scenario scenario, Ledger ledger) {
        for (Figure figure : scenario.figures()) {
            err.println("    " + FigureTable.row(figure, ledger, ""));
        }
    }

    private boolean report(Settings settings, Ledger ledger) {
        String below =
                "\n"
                        + Conditions.sentence(settings)
                        + "\n"
                        + String.join(
                                "", ledger.remarks().stream().map("\n- %s"::formatted).toList())
                        + "\n";
        String version = settings.places().version();
        out.print(FigureTable.of(measured(ledger), ledger, Map.of(), version) + below);
        if (!settings.write()) {
            return true;
        }
        try {
            SpecificationPage page = new SpecificationPage(settings.places().page());
            Map<String, String> earlier = FigureTable.rows(page.figures());
            page.write(FigureTable.of(scenarios.figures(), ledger, earlier, version) + below);
            return true;
        } catch (IOException e) {
            err.println("bench: the figures could not be written: " + e.getMessage());
            return false;
        }
    }

    private List<Figure> measured(Ledger ledger) {
        return scenarios.figures().stream()
                .filter(figure -> ledger.median(figure, Side.OSTLER).isPresent())
                .toList();
    }
}
