package org.ostler.driver.xen;

import org.ostler.api.Plan;
import org.ostler.api.Plan.Remark.Level;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Collects what becomes of a description otherwise than written. Used by one thread while one
/// document is made.
final class Remarks {
    private final List<Plan.Remark> list = new ArrayList<>();

    /// The guest cannot be started so.
    void unsupported(String path, String reason) {
        add(Level.UNSUPPORTED, path, reason, "");
    }

    /// The guest cannot be started so, but otherwise.
    void unsupported(String path, String reason, String instead) {
        add(Level.UNSUPPORTED, path, reason, instead);
    }

    /// It has no effect.
    void ignored(String path, String reason) {
        add(Level.IGNORED, path, reason, "");
    }

    /// It has no effect, when it is there at all.
    void ignoredIf(boolean present, String path, String reason) {
        if (present) {
            ignored(path, reason);
        }
    }

    /// It has no effect, when it is there at all.
    void ignoredIf(Optional<?> value, String path, String reason) {
        ignoredIf(value.isPresent(), path, reason);
    }

    /// It has no effect, when it is there at all.
    void ignoredIf(OptionalInt value, String path, String reason) {
        ignoredIf(value.isPresent(), path, reason);
    }

    /// It is done differently.
    void changed(String path, String reason) {
        add(Level.CHANGED, path, reason, "");
    }

    /// Something must be there first.
    void needs(String path, String reason, String how) {
        add(Level.NEEDS, path, reason, how);
    }

    void addAll(List<Plan.Remark> more) {
        list.addAll(more);
    }

    List<Plan.Remark> list() {
        return List.copyOf(list);
    }

    private void add(Level level, String path, String reason, String instead) {
        list.add(new Plan.Remark(level, path, reason, instead));
    }
}
