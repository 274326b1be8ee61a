package org.ostler.bench;

/// The cheap calls that clients make all day long.
enum CallKind {
    LIB_VERSION("GetLibVersion"),
    LOOKUP("LookupByName"),
    INFO("GetInfo"),
    XML("GetXMLDesc");

    private final String title;

    CallKind(String title) {
        this.title = title;
    }

    /// libvirt's name of it.
    String title() {
        return title;
    }
}
