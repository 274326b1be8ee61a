package org.ostler.driver.xen;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.engine.spi.Guest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The domains that run, by their numbers, and the identities that this driver is building domains
/// for. Thread-safe.
final class XenGuests {
    private final Map<Integer, XenGuest> byDomid = new ConcurrentHashMap<>();
    private final Set<UUID> building = ConcurrentHashMap.newKeySet();

    void put(XenGuest guest) {
        byDomid.put(guest.domid(), guest);
    }

    void remove(XenGuest guest) {
        byDomid.remove(guest.domid(), guest);
    }

    Optional<XenGuest> of(int domid) {
        return Optional.ofNullable(byDomid.get(domid));
    }

    /// The running domain of a guest.
    Optional<XenGuest> of(Guest guest) {
        var id = guest.status().id();
        return id.isPresent()
                ? of(id.getAsInt()).filter(g -> g.guest().status().uuid().equals(uuid(guest)))
                : Optional.empty();
    }

    /// The running domain of a guest.
    ///
    /// @throws Fault when it does not run
    XenGuest require(Guest guest) {
        return of(guest)
                .orElseThrow(
                        () ->
                                Fault.of(
                                        FaultCode.OPERATION_INVALID,
                                        FaultDomain.LIBXL,
                                        "Requested operation is not valid: domain is not running"));
    }

    List<XenGuest> all() {
        return List.copyOf(byDomid.values());
    }

    /// Domains of that identity that appear are this driver's, and not news, until [#built].
    void building(UUID uuid) {
        building.add(uuid);
    }

    void built(UUID uuid) {
        building.remove(uuid);
    }

    boolean isBuilding(UUID uuid) {
        return building.contains(uuid);
    }

    private static UUID uuid(Guest guest) {
        return guest.status().uuid();
    }
}
