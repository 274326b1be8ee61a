package org.ostler.model;

import java.util.List;

/// How the attribute `type` of `<address>` chooses the kind of address.
final class Addresses {
    static final Shape<Address> SHAPE =
            Shape.choice(
                    Variants.<Address>by("type")
                            .when("pci", Address.Pci.class, Address.Pci.SHAPE)
                            .when("drive", Address.Drive.class, Address.Drive.SHAPE)
                            .when(
                                    "virtio-serial",
                                    Address.VirtioSerial.class,
                                    Address.VirtioSerial.SHAPE)
                            .when("ccid", Address.Ccid.class, Address.Ccid.SHAPE)
                            .when("usb", Address.Usb.class, Address.Usb.SHAPE)
                            .when("spapr-vio", Address.SpaprVio.class, Address.SpaprVio.SHAPE)
                            .when("ccw", Address.Ccw.class, Address.Ccw.SHAPE)
                            .when("isa", Address.Isa.class, Address.Isa.SHAPE)
                            .when("dimm", Address.Dimm.class, Address.Dimm.SHAPE)
                            .when(
                                    List.of("virtio-mmio", "virtio-s390", "unassigned", "mdev"),
                                    Address.Bare.class,
                                    Address.Bare.SHAPE,
                                    Address.Bare::type));

    private Addresses() {}
}
