package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Shape;
import org.ostler.model.Variants;

/// The vital product data of a PCI device.
final class NodeDeviceVpd {
    private static final Codec<String> VALUE = Codec.TEXT;
    private static final Shape<Part> FIELD =
            PartFields.of("vendor_field")
                    .neededAttribute(
                            "index",
                            DocumentCodecs.matching("[0-9A-Z]", "a digit or a capital letter"))
                    .content(VALUE)
                    .shape();

    private NodeDeviceVpd() {}

    static Shape<Part> shape(PartFields capability) {
        return capability
                .neededText("name", VALUE)
                .parts(
                        "fields",
                        Shape.choice(
                                Variants.<Part>by("access")
                                        .told(part -> part.attribute("access").orElse(""))
                                        .when("readonly", readOnly())
                                        .when("readwrite", readWrite())))
                .shape();
    }

    private static Shape<Part> readOnly() {
        return PartFields.of("fields")
                .variant("access")
                .text("change_level", VALUE)
                .text("manufacture_id", VALUE)
                .text("part_number", VALUE)
                .text("serial_number", VALUE)
                .parts("vendor_field", FIELD)
                .shape();
    }

    private static Shape<Part> readWrite() {
        return PartFields.of("fields")
                .variant("access")
                .text("asset_tag", VALUE)
                .parts("vendor_field", FIELD)
                .parts("system_field", FIELD)
                .shape();
    }
}
