package org.ostler.driver.xen;

/// Hears of changes in xenstore.
@FunctionalInterface
public interface XenStoreListener {
    /// Something changed.
    ///
    /// @param path the node that changed, or the watched path itself when any node below it may
    ///   have changed
    void changed(String path);
}
