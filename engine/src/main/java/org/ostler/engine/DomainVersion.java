package org.ostler.engine;

import org.jspecify.annotations.Nullable;
import org.ostler.api.DomainStatus;

/// One version of everything that is known of a domain; immutable.
///
/// @param status what callers see
/// @param visible whether callers see it; a domain that is being defined or created is not, until
///   that has succeeded
/// @param stored the stored definition; null for a transient domain
/// @param running what runs; null while nothing does
/// @param pending what a create is about to run; null otherwise
/// @param basis the definition from which the running guest was started; null where unknown
/// @param live the driver's record of the running guest, or of one that it is launching; null
///   otherwise
/// @param autodestroy whether the running guest ends together with its caller's connection
record DomainVersion(
        DomainStatus status,
        boolean visible,
        @Nullable Description stored,
        @Nullable Description running,
        @Nullable Description pending,
        @Nullable Description basis,
        @Nullable String live,
        boolean autodestroy) {
    /// What runs, or what a start would run; null for a domain that is only about to be defined.
    @Nullable Description present() {
        if (running != null) {
            return running;
        }
        return pending != null ? pending : stored;
    }

    /// Whether nothing is left of the domain.
    boolean empty() {
        return stored == null && running == null && pending == null && live == null;
    }
}
