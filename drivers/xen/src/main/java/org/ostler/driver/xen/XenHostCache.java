package org.ostler.driver.xen;

import org.jspecify.annotations.Nullable;

/// The facts of the host, read once and kept: what definitions depend on does not change while the
/// host runs. Thread-safe; two threads may read at the same time, and find the same.
final class XenHostCache {
    private final XenControl control;
    private volatile @Nullable XenFacts facts;

    XenHostCache(XenControl control) {
        this.control = control;
    }

    /// What was read last.
    ///
    /// @throws org.ostler.api.Fault when Xen does not answer
    XenFacts facts() {
        XenFacts known = facts;
        return known == null ? read() : known;
    }

    /// Reads the host anew, e.g. because memory has been given away.
    XenFacts read() {
        try {
            XenFacts now = control.facts();
            facts = now;
            return now;
        } catch (LibxlException e) {
            throw XenFaults.libxl("this host cannot be read", "libxl_get_physinfo", "", e);
        }
    }
}
