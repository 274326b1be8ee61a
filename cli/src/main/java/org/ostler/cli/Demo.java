package org.ostler.cli;

import org.ostler.api.Console;
import org.ostler.api.ConsoleFlag;
import org.ostler.api.Domain;
import org.ostler.api.Event;
import org.ostler.api.EventStream;
import org.ostler.api.Fault;
import org.ostler.api.Hypervisor;
import org.ostler.api.Job;
import org.ostler.api.JobStatus;
import org.ostler.api.Origin;
import org.ostler.api.Plan;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Shows a guest living, on a hypervisor in this very process: its plan, its start, its console,
/// its state, its end.
///
/// The main thread tells the story; one virtual thread prints console lines as they come.
final class Demo {
    private static final Duration BOOT = Duration.ofMinutes(2);
    private static final Duration END = Duration.ofMinutes(1);

    private final DemoHost host;
    private final PrintStream out;

    Demo(DemoHost host, PrintStream out) {
        this.host = host;
        this.out = out;
    }

    /// Runs it.
    ///
    /// @return the exit status: 0 when the guest lived and ended as shown
    int run() throws InterruptedException {
        try (Hypervisor hypervisor = host.hypervisor();
                EventStream events = hypervisor.events()) {
            say("Host", hypervisor.identity().type() + ", " + host.note());
            showPlan(hypervisor.plan(host.guest()));
            Domain domain = start(hypervisor);
            boolean up = watchConsole(domain);
            say("State", domain.status().reason() + ", id " + domain.status().id().orElse(-1));
            say(
                    "Life",
                    domain.allowedOperations().size()
                            + " operations are allowed now, e.g. "
                            + some(domain));
            end(domain);
            tellEvents(events);
            sayNext();
            return up ? 0 : 1;
        } catch (Fault fault) {
            out.println("It failed: " + fault.sentence());
            for (Origin origin : fault.origins()) {
                out.println(
                        "  "
                                + origin.layer().word()
                                + " "
                                + origin.operation()
                                + ": "
                                + origin.text().strip());
            }
            return 1;
        }
    }

    private void showPlan(Plan plan) {
        long chosen =
                plan.values().stream()
                        .filter(value -> value.source() != Plan.Provenance.USER)
                        .count();
        say(
                "Plan",
                plan.values().size()
                        + " values, "
                        + chosen
                        + " of them chosen for you, each with its reason; e.g.");
        plan.values().stream()
                .filter(value -> value.source() != Plan.Provenance.USER)
                .limit(4)
                .forEach(
                        value ->
                                out.println(
                                        "          "
                                                + value.path()
                                                + " = "
                                                + value.value()
                                                + "  ("
                                                + value.source()
                                                        .name()
                                                        .toLowerCase(java.util.Locale.ROOT)
                                                + ")"));
        plan.remarks()
                .forEach(
                        remark ->
                                out.println("          " + remark.path() + ": " + remark.reason()));
    }

    private Domain start(Hypervisor hypervisor) {
        Job<Domain> job = hypervisor.create(host.guest(), Set.of());
        JobStatus last = job.status();
        while (!job.status().state().ended()) {
            JobStatus status = job.status();
            if (status.version() != last.version()) {
                out.print(
                        "\rStart     "
                                + status.kind().phases()
                                + " → "
                                + status.phase()
                                + "      ");
                out.flush();
                last = status;
            }
            awaitBriefly(job);
        }
        Domain domain = job.await(BOOT);
        out.println("\rStart     the guest runs                                        ");
        return domain;
    }

    private static void awaitBriefly(Job<Domain> job) {
        try {
            job.await(Duration.ofMillis(20));
        } catch (Fault notYetOrFailed) {
            // The status tells which; the result is taken at the end.
            return;
        }
    }

    private boolean watchConsole(Domain domain) throws InterruptedException {
        Console.Request watch =
                new Console.Request(
                        "", Set.of(ConsoleFlag.WATCH), Console.Request.SCROLLBACK_BYTES_MAX);
        CountDownLatch up = new CountDownLatch(1);
        out.println("Console   (every line as the guest writes it)");
        try (Console console = domain.console(watch)) {
            Thread.ofVirtual().name("demo-console").start(() -> print(console, up));
            boolean seen = up.await(BOOT.toMillis(), TimeUnit.MILLISECONDS);
            if (!seen) {
                out.println(
                        "          … nothing that says '"
                                + host.marker()
                                + "' within "
                                + BOOT.toSeconds()
                                + " s");
            }
            return seen;
        }
    }

    private void print(Console console, CountDownLatch up) {
        StringBuilder line = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        try {
            while (console.read(buffer.clear()) >= 0) {
                String text = StandardCharsets.ISO_8859_1.decode(buffer.flip()).toString();
                for (int i = 0; i < text.length(); i++) {
                    char c = text.charAt(i);
                    if (c == '\n') {
                        out.println("          | " + line);
                        if (line.indexOf(host.marker()) >= 0) {
                            up.countDown();
                        }
                        line.setLength(0);
                    } else if (c >= ' ' && c < 127) {
                        line.append(c);
                    }
                }
            }
        } catch (IOException closed) {
            out.println("          | (the console ended: " + closed.getMessage() + ")");
        }
    }

    private void end(Domain domain) {
        domain.destroy(Set.of()).await(END);
        say("End", "stopped; it was transient, so nothing is left of it");
    }

    private void tellEvents(EventStream events) {
        StringBuilder steps = new StringBuilder();
        Optional<EventStream.Delivery> delivery = events.next(Duration.ofMillis(200));
        while (delivery.isPresent()) {
            if (delivery.get() instanceof EventStream.Occurred occurred
                    && occurred.event() instanceof Event.DomainLifecycle life) {
                steps.append(steps.isEmpty() ? "" : ", ").append(life.step());
            }
            delivery = events.next(Duration.ofMillis(50));
        }
        say("Events", steps.toString());
    }

    private void sayNext() {
        out.println();
        out.println("Next: let stock libvirt clients in.");
        out.println("  ./ostler daemon --socket-dir /tmp/ostler --state-dir /tmp/ostler-state &");
        out.println("  virsh -c 'qemu+unix:///system?socket=/tmp/ostler/libvirt-sock' list --all");
    }

    private static String some(Domain domain) {
        return domain.allowedOperations().stream()
                .map(operation -> operation.id())
                .sorted()
                .limit(4)
                .toList()
                .toString();
    }

    private void say(String what, String text) {
        out.printf("%-9s %s%n", what, text);
    }
}
