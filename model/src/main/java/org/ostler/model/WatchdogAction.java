package org.ostler.model;

/// What happens when a watchdog is not fed.
public enum WatchdogAction implements Spelled {
    RESET("reset"),
    SHUTDOWN("shutdown"),
    POWEROFF("poweroff"),
    PAUSE("pause"),
    DUMP("dump"),
    NONE("none"),
    INJECT_NMI("inject-nmi");

    static final Codec<WatchdogAction> CODEC = Codec.of(values());

    private final String xml;

    WatchdogAction(String xml) {
        this.xml = xml;
    }

    @Override
    public String xml() {
        return xml;
    }
}
