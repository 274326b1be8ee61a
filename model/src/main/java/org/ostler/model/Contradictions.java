package org.ostler.model;

import java.util.List;

/// What libvirt refuses in a new domain because its parts contradict each other.
///
/// Asked of what a user says, and not of what a host has accepted before ([DomainXml#accepted]): a
/// check that a newer Ostler adds must not take a definition from its owner.
final class Contradictions {
    private Contradictions() {}

    /// @throws SpecException at the first one
    static void check(DomainSpec domain, Place place) {
        FirmwareChecks.check(domain.os(), place);
        TuneChecks.check(domain, place);
        MemoryChecks.check(place);
        SecurityChecks.check(place);
        if (place.element().child("devices").isEmpty()) {
            return;
        }
        Place within = place.child("devices");
        Devices devices = domain.devices();
        DriveClashes.check(devices, within);
        ControllerChecks.check(devices, within);
        VideoChecks.check(devices, within);
        UntypedChecks.check(within);
        List<Graphics> displays = devices.graphics();
        for (int i = 0; i < displays.size(); i++) {
            if (displays.get(i) instanceof Graphics.Vnc vnc) {
                checkSocket(vnc, within.child("graphics", i));
            }
        }
    }

    private static void checkSocket(Graphics.Vnc vnc, Place place) {
        if (vnc.socket().isPresent()
                && !vnc.listeners().isEmpty()
                && vnc.listeners().getFirst() instanceof Listen.BySocket first
                && first.socket().isPresent()
                && !first.socket().equals(vnc.socket())) {
            throw place.fail(
                    "attribute 'socket' says '"
                            + vnc.socket().get()
                            + "', but the first element 'listen' says '"
                            + first.socket().get()
                            + "'",
                    "the same socket");
        }
    }
}
