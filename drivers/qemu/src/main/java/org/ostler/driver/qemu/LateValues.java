package org.ostler.driver.qemu;

import org.ostler.api.Plan;

/// Fills the holes of a command line that only a start can fill.
public interface LateValues {
    /// Leaves every hole open, as a plan shows it: `${name}`.
    LateValues OPEN = hole -> "${" + hole.name() + "}";

    /// The value for a hole.
    String value(Plan.LateBinding hole);
}
