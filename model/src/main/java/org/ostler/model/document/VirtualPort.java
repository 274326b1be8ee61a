package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/// How a card is known to the switch that it hangs on: `<virtualport>`.
///
/// @param type the kind of switch; none where a portgroup adds to its network's
public record VirtualPort(Optional<String> type, Optional<Parameters> parameters, Kept kept) {
    private static final Fields<VirtualPort> F = Fields.of("virtualport");
    private static final Field<VirtualPort, Optional<String>> TYPE =
            F.optional(
                    "type",
                    Codec.words("none", "802.1Qbg", "802.1Qbh", "openvswitch", "midonet"),
                    VirtualPort::type);
    private static final Field<VirtualPort, Optional<Parameters>> PARAMETERS =
            F.maybe("parameters", Parameters.SHAPE, VirtualPort::parameters);
    static final Shape<VirtualPort> SHAPE =
            F.shape(
                    v -> new VirtualPort(v.get(TYPE), v.get(PARAMETERS), v.kept()),
                    VirtualPort::kept);

    public VirtualPort {
        String kind = type.orElse("");
        if (kind.equals("midonet") && parameters.flatMap(Parameters::interfaceid).isEmpty()) {
            throw new IllegalArgumentException(
                    "attribute 'interfaceid' is missing, which a virtual port of type 'midonet'"
                            + " needs");
        }
    }

    /// What the switch is told.
    ///
    /// @param managerid 802.1Qbg: the manager's database
    /// @param typeid 802.1Qbg: the type of port
    /// @param typeidversion 802.1Qbg: that type's version
    /// @param instanceid 802.1Qbg: this one port
    /// @param profileid 802.1Qbh and Open vSwitch: the profile of ports, up to 39 characters
    /// @param interfaceid Open vSwitch and MidoNet: this one port
    public record Parameters(
            OptionalInt managerid,
            OptionalInt typeid,
            OptionalInt typeidversion,
            Optional<UUID> instanceid,
            Optional<String> profileid,
            Optional<UUID> interfaceid,
            Kept kept) {
        private static final Fields<Parameters> F = Fields.of("parameters");
        private static final Field<Parameters, OptionalInt> MANAGERID =
                F.optionalInt("managerid", Codec.number(0, 255), Parameters::managerid);
        private static final Field<Parameters, OptionalInt> TYPEID =
                F.optionalInt("typeid", Codec.number(0, 16777215), Parameters::typeid);
        private static final Field<Parameters, OptionalInt> TYPEIDVERSION =
                F.optionalInt("typeidversion", Codec.number(0, 255), Parameters::typeidversion);
        private static final Field<Parameters, Optional<UUID>> INSTANCEID =
                F.optional("instanceid", Codec.UUID, Parameters::instanceid);
        private static final Field<Parameters, Optional<String>> PROFILEID =
                F.optional("profileid", DocumentCodecs.profile(), Parameters::profileid);
        private static final Field<Parameters, Optional<UUID>> INTERFACEID =
                F.optional("interfaceid", Codec.UUID, Parameters::interfaceid);
        static final Shape<Parameters> SHAPE =
                F.shape(
                        v ->
                                new Parameters(
                                        v.get(MANAGERID),
                                        v.get(TYPEID),
                                        v.get(TYPEIDVERSION),
                                        v.get(INSTANCEID),
                                        v.get(PROFILEID),
                                        v.get(INTERFACEID),
                                        v.kept()),
                        Parameters::kept);
    }
}
