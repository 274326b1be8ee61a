package org.ostler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ostler.api.Domain;
import org.ostler.api.DomainStatus;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/// Many threads at once.
class ConcurrencyTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Set<FaultCode> EXPECTED =
            EnumSet.of(
                    FaultCode.NO_DOMAIN,
                    FaultCode.OPERATION_INVALID,
                    FaultCode.OPERATION_FAILED,
                    FaultCode.OPERATION_ABORTED);

    private final ScriptedDriver driver = new ScriptedDriver();

    private Engine open() {
        return Engine.builder(driver, EnginePaths.under(Path.of("/memory")))
                .storage(new MemoryStorage())
                .bootId("boot-1")
                .open();
    }

    private static void together(int threads, IntConsumer work) throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            all.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            go.await();
                                            work.accept(number);
                                        } catch (InterruptedException
                                                | RuntimeException
                                                | Error e) {
                                            failures.add(e);
                                        }
                                    }));
        }
        go.countDown();
        for (Thread thread : all) {
            assertThat(thread.join(LONG)).isTrue();
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void oneOfManyDefinesOfTheSameNameWins() throws InterruptedException {
        try (Engine engine = open()) {
            for (int round = 0; round < 50; round++) {
                String name = "round-" + round;
                AtomicInteger won = new AtomicInteger();
                together(
                        8,
                        number -> {
                            try {
                                engine.define(Specs.spec(name, UUID.randomUUID()), Set.of());
                                won.incrementAndGet();
                            } catch (Fault taken) {
                                assertThat(taken.sentence()).contains("already exists with uuid");
                            }
                        });
                assertThat(won).hasValue(1);
            }
        }
    }

    @Test
    void definesAndUndefinesOfTheSameDomainTakeTurns() throws InterruptedException {
        try (Engine engine = open()) {
            together(
                    8,
                    number -> {
                        for (int i = 0; i < 1000; i++) {
                            Domain domain = engine.define(Specs.spec("same"), Set.of());
                            try {
                                domain.undefine(Set.of());
                            } catch (Fault gone) {
                                assertThat(gone.code()).isEqualTo(FaultCode.NO_DOMAIN);
                            }
                        }
                    });
            assertThat(engine.statuses()).isEmpty();
            assertThat(engine.define(Specs.spec("same"), Set.of()).status().persistent()).isTrue();
        }
    }

    @Test
    void everythingAtOnceLeavesAConsistentHost() throws InterruptedException {
        try (Engine engine = open()) {
            AtomicBoolean over = new AtomicBoolean();
            Thread lister =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        while (!over.get()) {
                                            engine.statuses().forEach(ConcurrencyTest::plausible);
                                        }
                                    });
            together(
                    16,
                    number -> {
                        Random random = new Random(number);
                        for (int i = 0; i < 300; i++) {
                            act(engine, random);
                        }
                    });
            over.set(true);
            assertThat(lister.join(LONG)).isTrue();
            List<DomainStatus> left = engine.statuses();
            left.forEach(ConcurrencyTest::plausible);
            assertThat(left).extracting(DomainStatus::name).doesNotHaveDuplicates();
            assertThat(left.stream().filter(DomainStatus::active).map(DomainStatus::name))
                    .containsExactlyInAnyOrderElementsOf(driver.running.values());
        }
    }

    private static void act(Engine engine, Random random) {
        String name = "d" + random.nextInt(6);
        try {
            switch (random.nextInt(7)) {
                case 0, 1 -> engine.define(Specs.spec(name), Set.of());
                case 2 -> engine.create(Specs.spec(name), Set.of()).await(LONG);
                case 3 ->
                        engine.domain(name).ifPresent(domain -> domain.start(Set.of()).await(LONG));
                case 4 ->
                        engine.domain(name)
                                .ifPresent(domain -> domain.destroy(Set.of()).await(LONG));
                case 5 -> engine.domain(name).ifPresent(domain -> domain.undefine(Set.of()));
                default -> engine.domain(name).ifPresent(Domain::suspend);
            }
        } catch (Fault fault) {
            assertThat(EXPECTED).as(fault.sentence()).contains(fault.code());
        }
    }

    private static void plausible(DomainStatus status) {
        assertThat(status.active()).isEqualTo(status.id().isPresent());
        assertThat(status.persistent() || status.active()).as(status.toString()).isTrue();
    }
}
