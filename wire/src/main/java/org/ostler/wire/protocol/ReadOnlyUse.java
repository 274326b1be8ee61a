package org.ostler.wire.protocol;

/// Whether a read-only connection may make a call.
public enum ReadOnlyUse {
    /// With whatever arguments.
    ALWAYS,
    /// With some arguments: a permission that goes beyond looking is needed for others.
    BY_ARGUMENTS,
    /// Not at all.
    NEVER
}
