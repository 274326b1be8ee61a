package org.ostler.engine;

/// Where the state of running guests is written down, so that an engine that begins anew knows what
/// to look for. Thread-safe; calls about one domain come one after the other.
interface LiveRecords {
    /// Writes down what differs between two versions of a domain that one running must know.
    ///
    /// @throws org.ostler.api.Fault when it cannot be written
    void update(DomainVersion before, DomainVersion after);
}
