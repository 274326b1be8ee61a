package org.ostler.model.diff;

/// When a change of a definition can reach a guest that runs.
public enum Effect {
    /// While it runs.
    NOW,
    /// When it is started the next time.
    NEXT_START,
    /// Never: it would be another guest.
    NEVER
}
