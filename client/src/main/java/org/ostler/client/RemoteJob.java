package org.ostler.client;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Job;
import org.ostler.api.JobStatus;
import org.ostler.wire.JobMapping;
import org.ostler.wire.protocol.JobRecord;
import org.ostler.wire.protocol.OstlerJobCancelArgs;
import org.ostler.wire.protocol.OstlerJobGetArgs;
import org.ostler.wire.protocol.OstlerJobWaitArgs;
import org.ostler.wire.protocol.OstlerProcedures;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;

/// A job on the other side, watched by its versions. Thread-safe; the newest version seen is kept,
/// and once it says that the job has ended nothing more is asked.
///
/// It needs no connection to stay: cancelling and waiting go on over a new one after a loss. A
/// server that was started anew may not know the job any more, and says so.
final class RemoteJob<T> implements Job<T> {
    /// How long one call waits on the server; below what the protocol allows.
    private static final long WAIT_MILLIS_MAX = 30_000;

    private final Link link;
    private final Function<JobStatus, T> result;
    private final UUID id;

    // Guarded by this.
    private JobStatus newest;

    /// @param result what it has led to, made from its last status
    RemoteJob(Link link, JobStatus first, Function<JobStatus, T> result) {
        this.link = link;
        this.result = result;
        this.id = first.id();
        this.newest = first;
    }

    /// The status in a record, which must be of a kind that is known here.
    static JobStatus known(Link link, JobRecord record) {
        return JobMapping.fromWire(record)
                .orElseThrow(
                        () ->
                                LinkFaults.garbled(
                                        link.address(),
                                        "a call for a job",
                                        "a job of kind '"
                                                + record.kind()
                                                + "' in state "
                                                + record.state()
                                                + " is not known here"));
    }

    @Override
    public UUID id() {
        return id;
    }

    /// Asks the server, unless the job is known to have ended; waits as long as a read may take.
    @Override
    public JobStatus status() {
        JobStatus seen = newest();
        return seen.state().ended()
                ? seen
                : saw(link.read(OstlerProcedures.JOB_GET, new OstlerJobGetArgs(id)).job());
    }

    private synchronized JobStatus newest() {
        return newest;
    }

    private JobStatus saw(JobRecord record) {
        JobStatus status = known(link, record);
        synchronized (this) {
            if (Long.compareUnsigned(status.version(), newest.version()) > 0) {
                newest = status;
            }
            return newest;
        }
    }

    @Override
    public void cancel() {
        if (!newest().state().ended()) {
            // Asking twice is asking once.
            link.read(OstlerProcedures.JOB_CANCEL, new OstlerJobCancelArgs(id));
        }
    }

    @Override
    public T await(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        JobStatus status = newest();
        while (!status.state().ended()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw notYet(status, atMost);
            }
            status = awaitChange(status, Duration.ofNanos(left).toMillis());
        }
        return outcome(status);
    }

    private JobStatus awaitChange(JobStatus seen, long atMostMillis) {
        long millis = Math.clamp(atMostMillis, 1, WAIT_MILLIS_MAX);
        Duration timeout = link.options().callTimeout().plusMillis(millis);
        OstlerJobWaitArgs args = new OstlerJobWaitArgs(id, (int) millis, seen.version());
        return saw(link.read(c -> c.call(OstlerProcedures.JOB_WAIT, args, timeout)).job());
    }

    private Fault notYet(JobStatus status, Duration atMost) {
        return Fault.builder(
                        FaultCode.OPERATION_TIMEOUT,
                        FaultDomain.DOMAIN,
                        "operation timeout: "
                                + status.kind().id()
                                + " has not ended within "
                                + atMost
                                + " and goes on; it is in phase '"
                                + status.phase()
                                + "'")
                .retryable()
                .build();
    }

    private T outcome(JobStatus status) {
        return switch (status.state()) {
            case SUCCEEDED -> result.apply(status);
            case CANCELLED ->
                    throw status.fault()
                            .orElseGet(
                                    () ->
                                            Fault.of(
                                                    FaultCode.OPERATION_ABORTED,
                                                    FaultDomain.DOMAIN,
                                                    "operation aborted: "
                                                            + status.kind().id()
                                                            + ": it was cancelled"));
            case FAILED ->
                    throw status.fault()
                            .orElseGet(
                                    () ->
                                            Fault.of(
                                                    FaultCode.OPERATION_FAILED,
                                                    FaultDomain.DOMAIN,
                                                    "operation failed: "
                                                            + status.kind().id()
                                                            + ": the server does not say why"));
            case WAITING, RUNNING, CANCELLING ->
                    throw new IllegalStateException("asked for the outcome of " + status);
        };
    }

    @Override
    public String toString() {
        return "job " + id;
    }
}
