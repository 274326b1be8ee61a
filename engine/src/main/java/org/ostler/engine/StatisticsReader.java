package org.ostler.engine;

import org.jspecify.annotations.Nullable;
import org.ostler.api.DomainStatistics;
import org.ostler.api.DomainStatistics.Block;
import org.ostler.api.DomainStatistics.Memory;
import org.ostler.api.DomainStatistics.Vcpus;
import org.ostler.api.DomainStatus;
import org.ostler.api.Fault;
import org.ostler.api.MemoryCounter;
import org.ostler.api.StatisticsGroup;
import org.ostler.api.StatisticsRequest;
import org.ostler.api.Vcpu;
import org.ostler.api.log.LateLogger;
import org.ostler.engine.spi.Guest;
import org.ostler.engine.spi.Operations.StatisticsHandler;
import org.ostler.model.Devices;
import org.ostler.model.DomainSpec;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Reads what is counted of domains: from memory for those that do not run, from the driver for
/// those that do, all of these at the same time.
///
/// Stateless. Each guest that is asked together with others has a virtual thread for the question;
/// one that does not answer within [#PATIENCE] is told without the groups that needed its answer.
final class StatisticsReader {
    private static final Logger LOG = LateLogger.of(StatisticsReader.class);

    /// A little more than drivers are allowed.
    private static final Duration PATIENCE = Duration.ofMillis(600);

    private final OperationTable table;
    private final Refusal refusal;

    StatisticsReader(OperationTable table, Refusal refusal) {
        this.table = table;
        this.refusal = refusal;
    }

    /// Of one domain.
    DomainStatistics of(Cell cell, StatisticsRequest request) {
        return of(List.of(cell), request).getFirst();
    }

    /// Of several, in this order.
    List<DomainStatistics> of(List<Cell> cells, StatisticsRequest request) {
        StatisticsRequest wanted = table.admitted(request);
        boolean memoryOnly = Set.of(StatisticsGroup.STATE).containsAll(wanted.groups());
        List<Question> questions = new ArrayList<>(cells.size());
        int asked = 0;
        for (Cell cell : cells) {
            Question question = new Question(cell, cell.version(), wanted);
            questions.add(question);
            if (!memoryOnly && question.runs()) {
                asked++;
            }
        }
        if (asked > 0) {
            StatisticsHandler handler = table.statistics();
            boolean alone = asked == 1;
            questions.stream().filter(Question::runs).forEach(q -> q.ask(handler, alone));
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<DomainStatistics> answers = new ArrayList<>(questions.size());
        for (Question question : questions) {
            answers.add(question.answer(deadline));
        }
        return answers;
    }

    /// The virtual processors of a guest that runs.
    List<Vcpu> vcpus(Cell cell) {
        StatisticsRequest request =
                table.admitted(
                        new StatisticsRequest(Set.of(StatisticsGroup.VCPU), true, false, false));
        if (!cell.version().status().active()) {
            throw refusal.notRunning();
        }
        return of(cell, request)
                .vcpus()
                .map(Vcpus::each)
                .filter(each -> !each.isEmpty())
                .orElseThrow(() -> refusal.untold("the state of the virtual processors"));
    }

    /// One domain while it is asked.
    private static final class Question {
        private final Cell cell;
        private final DomainVersion version;
        private final StatisticsRequest wanted;
        private @Nullable CompletableFuture<DomainStatistics> answer;

        Question(Cell cell, DomainVersion version, StatisticsRequest wanted) {
            this.cell = cell;
            this.version = version;
            this.wanted = wanted;
        }

        boolean runs() {
            return version.status().active();
        }

        void ask(StatisticsHandler handler, boolean alone) {
            if (alone) {
                answer = CompletableFuture.completedFuture(read(handler));
                return;
            }
            CompletableFuture<DomainStatistics> coming = new CompletableFuture<>();
            answer = coming;
            Thread.ofVirtual()
                    .name("statistics-" + cell.name())
                    .start(() -> coming.complete(read(handler)));
        }

        private DomainStatistics read(StatisticsHandler handler) {
            DomainStatistics.Builder into = known();
            Guest guest = cell.guest();
            try {
                handler.read(guest, wanted, into);
                return into.build();
            } catch (Fault untold) {
                // It has ended meanwhile, or the layer below is gone: what is known is told.
                LOG.log(Level.DEBUG, () -> cell.name() + ": " + untold.sentence());
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, () -> "statistics of " + cell.name() + " failed", e);
            }
            return known().build();
        }

        DomainStatistics answer(long deadline) {
            CompletableFuture<DomainStatistics> coming = answer;
            if (coming == null) {
                return runs() ? known().build() : inactive();
            }
            try {
                return coming.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return known().build();
            } catch (TimeoutException | ExecutionException late) {
                return known().build();
            }
        }

        private DomainStatistics.Builder known() {
            DomainStatus status = version.status();
            DomainStatistics.Builder into = DomainStatistics.of(status.ref());
            if (wanted.wants(StatisticsGroup.STATE)) {
                into.state(status.reason());
            }
            return into;
        }

        /// What the description says.
        private DomainStatistics inactive() {
            DomainStatistics.Builder into = known();
            DomainStatus status = version.status();
            if (wanted.wants(StatisticsGroup.BALLOON)) {
                into.memory(
                        new Memory(
                                OptionalLong.of(status.maxMemoryKib()),
                                Map.of(MemoryCounter.ACTUAL, status.memoryKib())));
            }
            Description present = version.present();
            if (present != null) {
                described(present.canonical().spec(), into);
            }
            return into.build();
        }

        private void described(DomainSpec spec, DomainStatistics.Builder into) {
            Devices devices = spec.devices();
            if (wanted.wants(StatisticsGroup.VCPU)) {
                into.vcpus(new Vcpus(spec.vcpu().atStart(), spec.vcpu().count(), List.of()));
            }
            if (wanted.wants(StatisticsGroup.BLOCK)) {
                into.blocks(
                        devices.disks().stream()
                                .map(
                                        disk ->
                                                new Block(
                                                        disk.target().dev(),
                                                        disk.source().hostPath(),
                                                        OptionalInt.empty(),
                                                        Map.of()))
                                .toList());
            }
        }
    }
}
