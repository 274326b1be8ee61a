package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

/// A PCI device of the host: `<address domain=… …/>`.
public record HostPciAddress(int domain, int bus, int slot, int function, Kept kept) {
    private static final Fields<HostPciAddress> F = Fields.of("address");
    private static final Field<HostPciAddress, Integer> DOMAIN =
            F.attribute("domain", Codec.hex(4, 0, 0xffff), 0, HostPciAddress::domain);
    private static final Field<HostPciAddress, Integer> BUS =
            F.attribute("bus", Codec.hex(2, 0, 0xff), 0, HostPciAddress::bus);
    private static final Field<HostPciAddress, Integer> SLOT =
            F.attribute("slot", Codec.hex(2, 0, 0x1f), 0, HostPciAddress::slot);
    private static final Field<HostPciAddress, Integer> FUNCTION =
            F.attribute("function", Codec.hex(1, 0, 7), 0, HostPciAddress::function);
    static final Shape<HostPciAddress> SHAPE =
            F.shape(
                    v ->
                            new HostPciAddress(
                                    v.get(DOMAIN),
                                    v.get(BUS),
                                    v.get(SLOT),
                                    v.get(FUNCTION),
                                    v.kept()),
                    HostPciAddress::kept);
}
