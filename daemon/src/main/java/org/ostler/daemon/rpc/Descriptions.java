package org.ostler.daemon.rpc;

import org.ostler.api.SpecFaults;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.SpecException;

/// Reads the descriptions that clients send.
final class Descriptions {
    private Descriptions() {}

    /// A domain.
    ///
    /// @throws org.ostler.api.Fault what is wrong in it, and where
    static DomainSpec domain(String xml) {
        try {
            return DomainXml.parse(xml).spec();
        } catch (SpecException e) {
            throw SpecFaults.of(e);
        }
    }
}
