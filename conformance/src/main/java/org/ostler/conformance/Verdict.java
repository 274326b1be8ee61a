package org.ostler.conformance;

import java.util.Locale;

/// What a run says of an operation on a driver.
public enum Verdict {
    /// It was claimed and it held.
    PASS,
    /// It was claimed, and did not hold.
    FAIL,
    /// It was not claimed, and the call was refused as promised.
    UNSUPPORTED,
    /// The test could not be made here.
    SKIPPED;

    /// The lower-case word in the records.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
