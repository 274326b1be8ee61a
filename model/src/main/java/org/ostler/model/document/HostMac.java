package org.ostler.model.document;

import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.MacAddress;
import org.ostler.model.Shape;

/// The address of the host's end: `<mac address='…'/>`.
public record HostMac(MacAddress address, Kept kept) {
    private static final Fields<HostMac> F = Fields.of("mac");
    private static final Field<HostMac, MacAddress> ADDRESS =
            F.required("address", MacAddress.CODEC, HostMac::address);
    static final Shape<HostMac> SHAPE =
            F.shape(v -> new HostMac(v.get(ADDRESS), v.kept()), HostMac::kept);
}
