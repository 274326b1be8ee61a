package org.ostler.model;

/// What the guest's clock starts from.
public enum ClockOffset implements Spelled {
    UTC("utc"),
    LOCALTIME("localtime"),
    TIMEZONE("timezone"),
    VARIABLE("variable"),
    ABSOLUTE("absolute");

    static final Codec<ClockOffset> CODEC = Codec.of(values());

    private final String xml;

    ClockOffset(String xml) {
        this.xml = xml;
    }

    @Override
    public String xml() {
        return xml;
    }
}
