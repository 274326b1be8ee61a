package org.ostler.client;

import org.ostler.api.EventPosition;
import org.ostler.api.EventStream;
import org.ostler.api.Fault;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A reader's place in the log of a host on the other side.
///
/// After a lost connection, or when the reader fell too far behind, it subscribes anew from its
/// place; a [EventStream.Gap] comes only where the host's log does not reach back any more. While
/// the server cannot be reached, [#next] tries until its time is over and then throws a retryable
/// [Fault]; the place stays, and a later call tries again. One thread reads; the monitor guards the
/// subscription against a [#close] from another.
final class RemoteEventStream implements EventStream {
    private static final long RETRY_NANOS = Duration.ofMillis(250).toNanos();

    private final Link link;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile EventPosition position;

    // Guarded by this.
    private Subscription subscription;

    /// Those of the host, from a place on or from now on.
    static EventStream open(Link link, Optional<EventPosition> since) {
        return new RemoteEventStream(link, since);
    }

    private RemoteEventStream(Link link, Optional<EventPosition> since) {
        this.link = link;
        this.subscription = subscribe(since);
        this.position = since.orElse(subscription.head());
    }

    private Subscription subscribe(Optional<EventPosition> since) {
        return link.read(c -> c.subscribe(since, link.options().callTimeout()));
    }

    @Override
    public Optional<Delivery> next(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            while (!isClosed()) {
                EventInbox inbox = current().inbox();
                Optional<Delivery> delivery = inbox.take(deadline - System.nanoTime());
                if (isClosed()) {
                    return Optional.empty();
                }
                if (delivery.isPresent()) {
                    position = after(delivery.get());
                    return delivery;
                }
                if (!inbox.isExhausted()) {
                    return Optional.empty();
                }
                renew(deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private static EventPosition after(Delivery delivery) {
        return switch (delivery) {
            case Occurred occurred -> occurred.position();
            case Gap gap -> gap.resumed();
        };
    }

    /// Subscribes anew from the present place; tries once at least.
    private void renew(long deadline) throws InterruptedException {
        current().cancel();
        while (!isClosed()) {
            try {
                replace(subscribe(Optional.of(position)));
                return;
            } catch (Fault notYet) {
                if (!notYet.retryable() || System.nanoTime() >= deadline) {
                    throw notYet;
                }
            }
            long pause = Math.min(RETRY_NANOS, deadline - System.nanoTime());
            var _ = closing.await(pause, TimeUnit.NANOSECONDS);
        }
    }

    private synchronized Subscription current() {
        return subscription;
    }

    private synchronized void replace(Subscription renewed) {
        subscription = renewed;
        if (isClosed()) {
            renewed.cancel();
        }
    }

    private boolean isClosed() {
        return closing.getCount() == 0;
    }

    @Override
    public EventPosition position() {
        return position;
    }

    @Override
    public void close() {
        closing.countDown();
        current().cancel();
    }
}
