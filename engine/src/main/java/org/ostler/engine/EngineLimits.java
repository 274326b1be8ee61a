package org.ostler.engine;

import java.time.Duration;

/// How much of anything an engine keeps, and how long it waits; a wait or a queue without a limit
/// does not exist.
///
/// @param turn how long a change waits for the change before it on the same domain
/// @param call how long a call without a job of its own (suspend, reboot …) waits until it is done
/// @param firstLook how long the driver's first look at the host may take
/// @param close how long closing waits for the jobs that run
/// @param waitingPerDomain how many changes may wait for one domain
/// @param jobsKept how many ended jobs are remembered for good; those that ended a moment ago are
///   found besides
/// @param eventsKept how many events are remembered
/// @param autostartsAtOnce how many guests are started at the same time when the host has booted
public record EngineLimits(
        Duration turn,
        Duration call,
        Duration firstLook,
        Duration close,
        int waitingPerDomain,
        int jobsKept,
        int eventsKept,
        int autostartsAtOnce) {
    /// 30 s for a turn, 2 minutes for a call and for the first look, 10 s to close; 64 waiting
    /// changes per domain, 200 jobs, 4,096 events, 4 autostarts at once.
    public static final EngineLimits DEFAULT =
            new EngineLimits(
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(10),
                    64,
                    200,
                    4096,
                    4);

    public EngineLimits {
        if (waitingPerDomain < 1 || jobsKept < 1 || eventsKept < 2 || autostartsAtOnce < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }

    /// The same with another patience of waiting changes.
    public EngineLimits withTurn(Duration patience) {
        return new EngineLimits(
                patience,
                call,
                firstLook,
                close,
                waitingPerDomain,
                jobsKept,
                eventsKept,
                autostartsAtOnce);
    }

    /// The same with another patience for the driver's first look.
    public EngineLimits withFirstLook(Duration patience) {
        return new EngineLimits(
                turn,
                call,
                patience,
                close,
                waitingPerDomain,
                jobsKept,
                eventsKept,
                autostartsAtOnce);
    }

    /// The same with other numbers of remembered jobs and events.
    public EngineLimits withHistory(int jobs, int events) {
        return new EngineLimits(
                turn, call, firstLook, close, waitingPerDomain, jobs, events, autostartsAtOnce);
    }
}
