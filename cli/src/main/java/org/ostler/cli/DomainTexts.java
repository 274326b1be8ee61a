package org.ostler.cli;

import org.ostler.api.DomainState;
import org.ostler.api.DomainStatus;
import org.ostler.api.StateReason;
import org.ostler.cli.output.FieldList;
import org.ostler.cli.output.Output;
import org.ostler.cli.output.Tint;
import org.ostler.cli.output.Value;

import java.util.Locale;
import java.util.OptionalInt;

/// How domains are written: the field names are a promise to scripts.
final class DomainTexts {
    private static final long KIB_PER_MIB = 1024;
    private static final long KIB_PER_GIB = 1024 * KIB_PER_MIB;

    private DomainTexts() {}

    /// The fields of a domain.
    static FieldList fields(DomainStatus status) {
        return new FieldList()
                .with("name", status.name())
                .with("uuid", status.uuid().toString())
                .with("id", id(status.id()))
                .with("state", state(status.state()))
                .with("reason", reason(status.reason()))
                .with("persistent", status.persistent())
                .with("managed", status.managed())
                .with("autostart", status.autostart())
                .with("managedSave", status.managedSave())
                .with("updated", status.updated())
                .with("memoryKib", status.memoryKib())
                .with("maxMemoryKib", status.maxMemoryKib())
                .with("vcpus", status.vcpus());
    }

    /// The number of a running guest.
    static Value id(OptionalInt id) {
        return id.isPresent() ? Value.of(id.getAsInt()) : Value.NONE;
    }

    /// What happened to a domain.
    ///
    /// @param operation the command's name
    /// @param outcome `done`, or `asked` where the guest or a job decides
    static FieldList done(String name, String uuid, String operation, String outcome) {
        return new FieldList()
                .with("name", name)
                .with("uuid", uuid)
                .with("operation", operation)
                .with("outcome", outcome);
    }

    static Output.Item item(FieldList fields, String name) {
        return new Output.Item(fields.value(), name);
    }

    /// A state in words: `shut off`.
    static String state(DomainState state) {
        return switch (state) {
            case NOSTATE -> "no state";
            case RUNNING -> "running";
            case BLOCKED -> "idle";
            case PAUSED -> "paused";
            case SHUTDOWN -> "in shutdown";
            case SHUTOFF -> "shut off";
            case CRASHED -> "crashed";
            case PMSUSPENDED -> "pmsuspended";
        };
    }

    /// Why the state holds: `from snapshot`, `unknown`.
    static String reason(StateReason reason) {
        String state = reason.state().name() + "_";
        return lower(reason.name().substring(state.length()));
    }

    /// The name of a constant in words.
    static String lower(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static Tint tint(DomainState state) {
        return switch (state) {
            case RUNNING, BLOCKED -> Tint.GOOD;
            case PAUSED, SHUTDOWN, PMSUSPENDED -> Tint.CARE;
            case CRASHED -> Tint.BAD;
            case NOSTATE, SHUTOFF -> Tint.DIM;
        };
    }

    /// An amount of memory in the largest unit in which it is a whole number: `512 MiB`.
    static String memory(long kib) {
        if (kib > 0 && kib % KIB_PER_GIB == 0) {
            return kib / KIB_PER_GIB + " GiB";
        }
        return kib > 0 && kib % KIB_PER_MIB == 0 ? kib / KIB_PER_MIB + " MiB" : kib + " KiB";
    }
}
