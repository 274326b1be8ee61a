package org.ostler.model;

/// What to do when a guest powers off, reboots or crashes. The two `coredump` actions are for
/// crashes alone.
public enum LifecycleAction implements Spelled {
    DESTROY("destroy"),
    RESTART("restart"),
    RENAME_RESTART("rename-restart"),
    PRESERVE("preserve"),
    COREDUMP_DESTROY("coredump-destroy"),
    COREDUMP_RESTART("coredump-restart");

    static final Codec<LifecycleAction> CODEC = Codec.of(values());

    private final String xml;

    LifecycleAction(String xml) {
        this.xml = xml;
    }

    @Override
    public String xml() {
        return xml;
    }
}
