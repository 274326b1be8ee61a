package org.ostler.cli;

import org.ostler.api.Plan;
import org.ostler.model.DomainSpec;

import java.util.function.Function;

/// What says what guests become: a host, or a driver in this process. Used by one thread.
///
/// @param where in words, for people
/// @param plans the planning; throws [org.ostler.api.Fault]
/// @param closes ends what it needed
record Planner(String where, Function<DomainSpec, Plan> plans, Runnable closes)
        implements AutoCloseable {
    /// What that guest would become.
    Plan plan(DomainSpec spec) {
        return plans.apply(spec);
    }

    @Override
    public void close() {
        closes.run();
    }
}
