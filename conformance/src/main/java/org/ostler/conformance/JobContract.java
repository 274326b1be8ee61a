package org.ostler.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ostler.api.Domain;
import org.ostler.api.DomainState;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.Job;
import org.ostler.api.JobKind;
import org.ostler.api.JobStatus;
import org.ostler.api.Operation;

import java.util.Set;

/// Jobs: seen while they run and after, cancelled where that is promised.
interface JobContract extends Scene {
    @Test
    @Proves(Operation.JOB_LIST)
    default void startIsKeptInTheHistoryOfJobs() {
        Domain domain = defined();
        Job<Domain> job = domain.start(Set.of());
        job.await(patience());
        JobStatus status =
                host().jobs().stream()
                        .filter(candidate -> candidate.id().equals(job.id()))
                        .findFirst()
                        .orElseThrow();
        assertThat(status.kind()).isEqualTo(JobKind.START);
        assertThat(status.state()).isEqualTo(JobStatus.State.SUCCEEDED);
        assertThat(status.subject().orElseThrow().uuid()).isEqualTo(domain.uuid());
        assertThat(status.finished()).isPresent();
    }

    @Test
    @Proves(Operation.JOB_CANCEL)
    default void startThatIsCancelledInTimeLeavesTheDomainShutOff() {
        Domain domain = defined();
        if (!host().support().of(Operation.DOMAIN_START).cancellable()) {
            return;
        }
        Job<Domain> job = domain.start(Set.of());
        try {
            job.cancel();
        } catch (Fault tooLate) {
            assertThat(tooLate.code()).isEqualTo(FaultCode.OPERATION_INVALID);
        }
        try {
            job.await(patience());
            assertThat(domain.status().active()).isTrue();
        } catch (Fault cancelled) {
            assertThat(cancelled.code()).isEqualTo(FaultCode.OPERATION_ABORTED);
            assertThat(job.status().state()).isEqualTo(JobStatus.State.CANCELLED);
            assertThat(domain.status().state()).isEqualTo(DomainState.SHUTOFF);
            domain.start(Set.of()).await(patience());
            assertThat(domain.status().active()).isTrue();
        }
    }

    @Test
    @Proves(Operation.DOMAIN_LIST)
    default void readsDoNotWaitForAJob() {
        Domain domain = defined();
        Job<Domain> job = domain.start(Set.of());
        assertThat(host().statuses()).isNotEmpty();
        assertThat(domain.xml(Set.of()).length()).isPositive();
        job.await(patience());
    }
}
