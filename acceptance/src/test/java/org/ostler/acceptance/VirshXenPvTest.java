package org.ostler.acceptance;

/// With a PV guest.
class VirshXenPvTest extends VirshXenContract {
    VirshXenPvTest() {
        super(XenKind.PV);
    }
}
