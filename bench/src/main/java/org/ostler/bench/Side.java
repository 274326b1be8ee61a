package org.ostler.bench;

/// The two that are compared. Every ratio is Ostler's figure by the other's.
public enum Side {
    OSTLER("Ostler"),
    LIBVIRTD("libvirtd");

    private final String title;

    Side(String title) {
        this.title = title;
    }

    /// Its name in tables.
    public String title() {
        return title;
    }
}
