package org.ostler.engine.spi;

import org.ostler.api.SupportLevel;

/// Something besides its state that a guest or its host must fulfil for an operation.
public interface Condition {
    /// What holds on the host at large, before any guest is looked at.
    SupportLevel onHost();

    /// What holds for this guest now. Answers from what is known; must not block.
    SupportLevel of(Guest guest);
}
