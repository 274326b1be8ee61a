package org.ostler.driver.qemu;

import java.time.Instant;

/// Something that QEMU told of its own accord.
///
/// @param name e.g. `STOP`, `SHUTDOWN`, `BLOCK_JOB_COMPLETED`
/// @param at when, by the host's clock as QEMU read it; the epoch when QEMU could not read it
/// @param data what belongs to it
public record QmpEvent(String name, Instant at, Json.Obj data) {

    static QmpEvent of(String name, Json.Obj message) {
        Json.Obj stamp = message.object("timestamp");
        long seconds = Math.max(0, stamp.integer("seconds").orElse(0L));
        long micros = Math.max(0, stamp.integer("microseconds").orElse(0L));
        return new QmpEvent(
                name, Instant.ofEpochSecond(seconds, micros * 1000), message.object("data"));
    }
}
