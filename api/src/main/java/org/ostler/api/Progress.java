package org.ostler.api;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// How far a job is.
///
/// @param done how much is done, in units
/// @param total how much there is to do, in units; 0 where nobody can tell
/// @param unit what is counted, e.g. `bytes`, `steps`
/// @param perSecond how much is done in a second, in units
/// @param remaining the time that it will still take, as far as one can tell
public record Progress(
        long done, long total, String unit, OptionalLong perSecond, Optional<Duration> remaining) {
    /// Nothing can be told.
    public static final Progress NONE =
            new Progress(0, 0, "steps", OptionalLong.empty(), Optional.empty());

    /// Some steps of several.
    public static Progress steps(long done, long total) {
        return new Progress(done, total, "steps", OptionalLong.empty(), Optional.empty());
    }
}
