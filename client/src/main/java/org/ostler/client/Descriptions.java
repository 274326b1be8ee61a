package org.ostler.client;

import org.ostler.api.Flag;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.SpecException;

import java.util.Set;

/// Descriptions and flags as they cross the wire.
final class Descriptions {
    private Descriptions() {}

    /// A description that the server has sent.
    static DomainSpec parsed(Link link, String xml) {
        try {
            return DomainXml.accepted(xml).spec();
        } catch (SpecException e) {
            throw LinkFaults.garbled(
                    link.address(), "a domain's XML", String.valueOf(e.getMessage()));
        }
    }

    /// The word of flags that the wire has.
    static int bits(Set<? extends Flag> flags) {
        int bits = 0;
        for (Flag flag : flags) {
            bits |= flag.bit();
        }
        return bits;
    }
}
