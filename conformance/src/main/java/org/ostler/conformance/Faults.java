package org.ostler.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;

/// Assertions on faults.
final class Faults {
    private Faults() {}

    /// The call is refused with that code, in a sentence that contains those words.
    static Fault assertFault(ThrowingCallable call, FaultCode code, String... words) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).as("what the call threw").isInstanceOf(Fault.class);
        Fault fault = (Fault) thrown;
        assertThat(fault.code()).as(fault.sentence()).isEqualTo(code);
        assertThat(fault.sentence()).contains(words);
        return fault;
    }
}
