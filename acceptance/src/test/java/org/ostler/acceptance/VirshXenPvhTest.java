package org.ostler.acceptance;

/// With a PVH guest.
class VirshXenPvhTest extends VirshXenContract {
    VirshXenPvhTest() {
        super(XenKind.PVH);
    }
}
