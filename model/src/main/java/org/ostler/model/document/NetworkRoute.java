package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

import java.util.Optional;
import java.util.OptionalInt;

/// A network behind a guest: `<route>`.
///
/// @param gateway the guest
public record NetworkRoute(
        Optional<IpFamily> family,
        IpAddress address,
        Optional<IpAddress> netmask,
        OptionalInt prefix,
        IpAddress gateway,
        OptionalInt metric,
        Kept kept) {
    private static final Fields<NetworkRoute> F = Fields.of("route");
    private static final Field<NetworkRoute, Optional<IpFamily>> FAMILY =
            F.optional("family", IpFamily.CODEC, NetworkRoute::family);
    private static final Field<NetworkRoute, IpAddress> ADDRESS =
            F.required("address", DocumentCodecs.IP, NetworkRoute::address);
    private static final Field<NetworkRoute, Optional<IpAddress>> NETMASK =
            F.optional("netmask", DocumentCodecs.IPV4, NetworkRoute::netmask);
    private static final Field<NetworkRoute, OptionalInt> PREFIX =
            F.optionalInt("prefix", Codec.number(0, 128), NetworkRoute::prefix);
    private static final Field<NetworkRoute, IpAddress> GATEWAY =
            F.required("gateway", DocumentCodecs.IP, NetworkRoute::gateway);
    private static final Field<NetworkRoute, OptionalInt> METRIC =
            F.optionalInt("metric", Codec.number(1, 2147483647), NetworkRoute::metric);

    static {
        F.check(NetworkChecks::route);
    }

    static final Shape<NetworkRoute> SHAPE =
            F.shape(
                    v ->
                            new NetworkRoute(
                                    v.get(FAMILY),
                                    v.get(ADDRESS),
                                    v.get(NETMASK),
                                    v.get(PREFIX),
                                    v.get(GATEWAY),
                                    v.get(METRIC),
                                    v.kept()),
                    NetworkRoute::kept);
}
