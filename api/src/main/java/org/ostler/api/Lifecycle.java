package org.ostler.api;

/// A step in a domain's life together with its detail, with libvirt's numbers (virDomainEventType
/// and its detail enumerations).
public enum Lifecycle {
    DEFINED_ADDED(0, 0),
    DEFINED_UPDATED(0, 1),
    DEFINED_RENAMED(0, 2),
    DEFINED_FROM_SNAPSHOT(0, 3),
    UNDEFINED_REMOVED(1, 0),
    UNDEFINED_RENAMED(1, 1),
    STARTED_BOOTED(2, 0),
    STARTED_MIGRATED(2, 1),
    STARTED_RESTORED(2, 2),
    STARTED_FROM_SNAPSHOT(2, 3),
    STARTED_WAKEUP(2, 4),
    SUSPENDED_PAUSED(3, 0),
    SUSPENDED_MIGRATED(3, 1),
    SUSPENDED_IOERROR(3, 2),
    SUSPENDED_WATCHDOG(3, 3),
    SUSPENDED_RESTORED(3, 4),
    SUSPENDED_FROM_SNAPSHOT(3, 5),
    SUSPENDED_API_ERROR(3, 6),
    SUSPENDED_POSTCOPY(3, 7),
    SUSPENDED_POSTCOPY_FAILED(3, 8),
    RESUMED_UNPAUSED(4, 0),
    RESUMED_MIGRATED(4, 1),
    RESUMED_FROM_SNAPSHOT(4, 2),
    RESUMED_POSTCOPY(4, 3),
    RESUMED_POSTCOPY_FAILED(4, 4),
    STOPPED_SHUTDOWN(5, 0),
    STOPPED_DESTROYED(5, 1),
    STOPPED_CRASHED(5, 2),
    STOPPED_MIGRATED(5, 3),
    STOPPED_SAVED(5, 4),
    STOPPED_FAILED(5, 5),
    STOPPED_FROM_SNAPSHOT(5, 6),
    SHUTDOWN_FINISHED(6, 0),
    SHUTDOWN_GUEST(6, 1),
    SHUTDOWN_HOST(6, 2),
    PMSUSPENDED_MEMORY(7, 0),
    PMSUSPENDED_DISK(7, 1),
    CRASHED_PANICKED(8, 0),
    CRASHED_CRASHLOADED(8, 1);

    private static final Lifecycle[] ALL = values();

    private final int type;
    private final int detail;

    Lifecycle(int type, int detail) {
        this.type = type;
        this.detail = detail;
    }

    /// The number of the event's type.
    public int type() {
        return type;
    }

    /// The number of the detail within its type.
    public int detail() {
        return detail;
    }

    /// The step with those numbers; where the detail is unknown, the first detail of that type.
    ///
    /// @throws IllegalArgumentException where the type is unknown
    public static Lifecycle of(int type, int detail) {
        for (Lifecycle candidate : ALL) {
            if (candidate.type == type && candidate.detail == detail) {
                return candidate;
            }
        }
        for (Lifecycle candidate : ALL) {
            if (candidate.type == type) {
                return candidate;
            }
        }
        throw new IllegalArgumentException("no lifecycle event of type " + type);
    }
}
