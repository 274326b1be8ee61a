package org.ostler.api;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A virtual processor of a running guest, as it is now. Immutable.
///
/// @param number its number, from 0
/// @param timeNanos processor time that it has used, in nanoseconds
/// @param delayNanos time that it was ready and another one ran, in nanoseconds
/// @param hostCpu the host's processor that it was last seen on; not told among a domain's
///   statistics over the wire
/// @param mayRunOn the host's processors that it may run on, in order; empty where nobody told; not
///   told among a domain's statistics over the wire
public record Vcpu(
        int number,
        State state,
        OptionalLong timeNanos,
        OptionalLong delayNanos,
        OptionalInt hostCpu,
        List<Integer> mayRunOn) {
    public Vcpu {
        mayRunOn = List.copyOf(mayRunOn);
    }

    /// A processor of which only the state and its time are known.
    public Vcpu(int number, State state, OptionalLong timeNanos) {
        this(number, state, timeNanos, OptionalLong.empty(), OptionalInt.empty(), List.of());
    }

    /// What a virtual processor does, with libvirt's numbers (virVcpuState).
    public enum State {
        OFFLINE(0),
        RUNNING(1),
        BLOCKED(2);

        private static final State[] BY_NUMBER = values();

        private final int number;

        State(int number) {
            this.number = number;
        }

        /// The number that libvirt's clients know.
        public int number() {
            return number;
        }

        /// The state with that number; [#OFFLINE] for one that this version does not know.
        public static State of(int number) {
            return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : OFFLINE;
        }
    }
}
