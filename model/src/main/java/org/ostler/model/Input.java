package org.ostler.model;

import java.util.Optional;

/// An input device: `<input>`.
///
/// @param type `mouse`, `tablet`, `keyboard`, `passthrough` or `evdev`
/// @param bus `ps2`, `usb`, `xen`, `virtio`, `parallels` or `none`; empty until someone has chosen
public record Input(
        String type,
        Optional<String> bus,
        Optional<String> model,
        Optional<String> alias,
        Optional<Address> address,
        Kept kept)
        implements Device {
    private static final Fields<Input> F = Fields.of("input");
    private static final Field<Input, String> TYPE =
            F.required(
                    "type",
                    Codec.words("mouse", "tablet", "keyboard", "passthrough", "evdev"),
                    Input::type);
    private static final Field<Input, Optional<String>> BUS =
            F.optional(
                    "bus",
                    Codec.words("ps2", "usb", "xen", "virtio", "parallels", "none"),
                    Input::bus);
    private static final Field<Input, Optional<String>> MODEL =
            F.optional(
                    "model",
                    Codec.words("virtio", "virtio-transitional", "virtio-non-transitional"),
                    Input::model);

    static {
        F.untyped("driver", "source");
    }

    private static final DeviceFields<Input> INFO =
            DeviceFields.plain(F, Input::alias, Input::address);
    static final Shape<Input> SHAPE = F.shape(Input::make, Input::kept);

    private static Input make(Values<Input> v) {
        return new Input(
                v.get(TYPE),
                v.get(BUS),
                v.get(MODEL),
                v.get(INFO.alias()),
                v.get(INFO.address()),
                v.kept());
    }

    /// A device of a kind on a bus.
    public static Input of(String type, String bus) {
        return new Input(
                type,
                Optional.of(bus),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Kept.NONE);
    }

    public Input withBus(Optional<String> value) {
        return SHAPE.with(this, BUS, value);
    }

    public Input withAlias(Optional<String> value) {
        return SHAPE.with(this, INFO.alias(), value);
    }

    public Input withAddress(Optional<Address> value) {
        return SHAPE.with(this, INFO.address(), value);
    }
}
