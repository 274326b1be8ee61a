package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Spelled;

/// A version of the Internet protocol.
public enum IpFamily implements Spelled {
    IPV4("ipv4"),
    IPV6("ipv6");

    static final Codec<IpFamily> CODEC = Codec.of(values());

    private final String xml;

    IpFamily(String xml) {
        this.xml = xml;
    }

    @Override
    public String xml() {
        return xml;
    }
}
