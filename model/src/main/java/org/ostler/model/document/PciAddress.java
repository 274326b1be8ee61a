package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

/// A PCI device of the host: `<address type='pci' …/>`.
///
/// @param type always `pci`
public record PciAddress(String type, int domain, int bus, int slot, int function, Kept kept) {
    private static final Fields<PciAddress> F = Fields.of("address");
    private static final Field<PciAddress, String> TYPE =
            F.required("type", Codec.words("pci"), PciAddress::type);
    private static final Field<PciAddress, Integer> DOMAIN =
            F.attribute("domain", Codec.hex(4, 0, 0xffff), 0, PciAddress::domain);
    private static final Field<PciAddress, Integer> BUS =
            F.attribute("bus", Codec.hex(2, 0, 0xff), 0, PciAddress::bus);
    private static final Field<PciAddress, Integer> SLOT =
            F.attribute("slot", Codec.hex(2, 0, 0x1f), 0, PciAddress::slot);
    private static final Field<PciAddress, Integer> FUNCTION =
            F.attribute("function", Codec.hex(1, 0, 7), 0, PciAddress::function);

    static {
        F.reportedAttributes("connections");
    }

    static final Shape<PciAddress> SHAPE =
            F.shape(
                    v ->
                            new PciAddress(
                                    v.get(TYPE),
                                    v.get(DOMAIN),
                                    v.get(BUS),
                                    v.get(SLOT),
                                    v.get(FUNCTION),
                                    v.kept()),
                    PciAddress::kept);
}
