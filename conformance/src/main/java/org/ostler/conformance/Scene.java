package org.ostler.conformance;

import org.ostler.api.Domain;
import org.ostler.api.DomainState;
import org.ostler.api.Hypervisor;
import org.ostler.api.Operation;
import org.ostler.model.DomainSpec;

import java.time.Duration;
import java.util.Set;

/// What the parts of the suite share: a connection, fresh names, and the rule that what is not
/// claimed must be refused.
public interface Scene {
    /// Where the suite runs.
    Bench bench();

    /// The connection of this test.
    Hypervisor host();

    /// A guest's description under a name that nobody else uses.
    DomainSpec fresh();

    /// Whether the driver claims the operation. Where it does not, the call is made all the same
    /// and must be refused with `NO_SUPPORT`; the test then ends, and the record says
    /// `unsupported`.
    boolean claimed(Operation operation, Runnable call);

    /// Stores a fresh definition that is removed after the test.
    default Domain defined() {
        return defined(fresh());
    }

    /// Stores that definition.
    default Domain defined(DomainSpec spec) {
        return host().define(spec, Set.of());
    }

    /// Stores a fresh definition and starts it.
    default Domain running() {
        return defined().start(Set.of()).await(patience());
    }

    /// How long things may take here.
    default Duration patience() {
        return bench().patience();
    }

    /// Waits until the domain is in that state.
    default void awaitState(Domain domain, DomainState state) {
        org.awaitility.Awaitility.await(domain.name() + " becomes " + state)
                .atMost(patience())
                .pollInterval(Duration.ofMillis(20))
                .until(() -> domain.status().state() == state);
    }
}
