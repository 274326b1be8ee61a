package org.ostler.model;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// The fields with which every device's element ends: boot order, alias, ROM, ACPI index, address.
///
/// @param boot the place in the boot sequence; for devices that cannot boot it is not read and
///   always empty
record DeviceFields<R>(
        Field<R, OptionalInt> boot,
        Field<R, Optional<String>> alias,
        Field<R, Optional<Address>> address) {
    /// For a device that one can boot from.
    static <R> DeviceFields<R> bootable(
            Fields<R> fields,
            Function<R, OptionalInt> boot,
            Function<R, Optional<String>> alias,
            Function<R, Optional<Address>> address) {
        Field<R, OptionalInt> order =
                fields.in("boot")
                        .untypedAttributes("loadparm")
                        .optionalInt("order", Codec.number(1, Integer.MAX_VALUE), boot);
        return rest(fields, order, alias, address);
    }

    /// For a device that one cannot boot from.
    static <R> DeviceFields<R> plain(
            Fields<R> fields,
            Function<R, Optional<String>> alias,
            Function<R, Optional<Address>> address) {
        return rest(fields, fields.none(OptionalInt.empty()), alias, address);
    }

    private static <R> DeviceFields<R> rest(
            Fields<R> fields,
            Field<R, OptionalInt> boot,
            Function<R, Optional<String>> alias,
            Function<R, Optional<Address>> address) {
        Field<R, Optional<String>> name = fields.in("alias").optional("name", Codec.WORD, alias);
        fields.untyped("master", "rom", "acpi");
        return new DeviceFields<>(boot, name, fields.maybe("address", Addresses.SHAPE, address));
    }
}
