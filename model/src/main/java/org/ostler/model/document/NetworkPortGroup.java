package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

import java.util.Optional;

/// A class of connections to the network: `<portgroup>`.
///
/// @param isDefault whether a card that names no group belongs to it
/// @param trustGuestRxFilters whether guests may change their cards' addresses
public record NetworkPortGroup(
        String name,
        Optional<Boolean> isDefault,
        Optional<Boolean> trustGuestRxFilters,
        Optional<Vlan> vlan,
        Optional<VirtualPort> virtualport,
        Optional<Bandwidth> bandwidth,
        Kept kept) {
    private static final Fields<NetworkPortGroup> F = Fields.of("portgroup");
    private static final Field<NetworkPortGroup, String> NAME =
            F.required("name", Codec.WORD, NetworkPortGroup::name);
    private static final Field<NetworkPortGroup, Optional<Boolean>> IS_DEFAULT =
            F.optional("default", Codec.YES_NO, NetworkPortGroup::isDefault);
    private static final Field<NetworkPortGroup, Optional<Boolean>> TRUST_GUEST_RX_FILTERS =
            F.optional("trustGuestRxFilters", Codec.YES_NO, NetworkPortGroup::trustGuestRxFilters);
    private static final Field<NetworkPortGroup, Optional<Vlan>> VLAN =
            F.maybe("vlan", Vlan.SHAPE, NetworkPortGroup::vlan);
    private static final Field<NetworkPortGroup, Optional<VirtualPort>> VIRTUALPORT =
            F.maybe("virtualport", VirtualPort.SHAPE, NetworkPortGroup::virtualport);
    private static final Field<NetworkPortGroup, Optional<Bandwidth>> BANDWIDTH =
            F.maybe("bandwidth", Bandwidth.SHAPE, NetworkPortGroup::bandwidth);

    static {
        F.neverCollapsed();
    }

    static final Shape<NetworkPortGroup> SHAPE =
            F.shape(
                    v ->
                            new NetworkPortGroup(
                                    v.get(NAME),
                                    v.get(IS_DEFAULT),
                                    v.get(TRUST_GUEST_RX_FILTERS),
                                    v.get(VLAN),
                                    v.get(VIRTUALPORT),
                                    v.get(BANDWIDTH),
                                    v.kept()),
                    NetworkPortGroup::kept);

    public NetworkPortGroup {
        isDefault = isDefault.filter(yes -> yes);
    }
}
