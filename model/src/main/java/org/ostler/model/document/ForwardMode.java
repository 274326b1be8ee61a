package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Spelled;

/// How guests of a network reach the world.
public enum ForwardMode implements Spelled {
    /// Not at all; a network that says so has no `<forward>` in its canonical form.
    NONE("none", true),
    NAT("nat", true),
    ROUTE("route", true),
    /// Routed, and no rule of the firewall is made for it.
    OPEN("open", true),
    BRIDGE("bridge", false),
    PRIVATE("private", false),
    VEPA("vepa", false),
    PASSTHROUGH("passthrough", false),
    HOSTDEV("hostdev", false);

    static final Codec<ForwardMode> CODEC = Codec.of(values());

    private final String xml;
    private final boolean makesBridge;

    ForwardMode(String xml, boolean makesBridge) {
        this.xml = xml;
        this.makesBridge = makesBridge;
    }

    @Override
    public String xml() {
        return xml;
    }

    /// Whether the host makes a bridge of its own for such a network.
    public boolean makesBridge() {
        return makesBridge;
    }

    /// Whether the host must have an address in such a network.
    boolean needsAddress() {
        return makesBridge && this != NONE;
    }
}
