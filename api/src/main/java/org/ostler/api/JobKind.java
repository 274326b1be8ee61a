package org.ostler.api;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A kind of job: its phases in order, and the one from which there is no way back.
///
/// Before the point of no return, cancelling rolls back; from it on, cancelling is refused and the
/// job runs to its one safe outcome.
public enum JobKind {
    START(List.of("prepare", "launch", "configure", "run"), "run"),
    CREATE(List.of("prepare", "launch", "configure", "run"), "run"),
    DESTROY(List.of("end", "clean-up"), "end"),
    SHUTDOWN(List.of("ask"), "ask"),
    REBOOT(List.of("ask"), "ask"),
    RESET(List.of("ask"), "ask"),
    SUSPEND(List.of("ask"), "ask"),
    RESUME(List.of("ask"), "ask"),
    DEFINE(List.of("check", "store"), "store"),
    UNDEFINE(List.of("remove"), "remove"),
    CONFIGURE(List.of("store"), "store");

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> phases;

    private final String pointOfNoReturn;

    JobKind(List<String> phases, String pointOfNoReturn) {
        this.phases = phases;
        this.pointOfNoReturn = pointOfNoReturn;
    }

    /// The names of its phases, in order.
    public List<String> phases() {
        return phases;
    }

    /// The phase with whose beginning cancelling ends.
    public String pointOfNoReturn() {
        return pointOfNoReturn;
    }

    /// The lower-case name.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The kind of that id.
    public static Optional<JobKind> of(String id) {
        for (JobKind candidate : values()) {
            if (candidate.id().equals(id)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
