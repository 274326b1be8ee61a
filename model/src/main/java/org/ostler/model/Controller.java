package org.ostler.model;

import java.util.Optional;
import java.util.OptionalInt;

/// A controller that other devices sit on: `<controller>`. The details of PCI controllers are kept
/// as elements.
///
/// @param index which of its type, from 0; empty until someone has chosen
/// @param model the model, whose names differ by type (`ich9-ehci1`, `virtio-scsi`,
///   `pcie-root-port`, …)
/// @param ports how many ports a virtio-serial or USB controller has
/// @param vectors how many interrupt vectors a virtio-serial controller has
/// @param maxGrantFrames for xenbus
/// @param maxEventChannels for xenbus
public record Controller(
        ControllerType type,
        OptionalInt index,
        Optional<String> model,
        OptionalInt ports,
        OptionalInt vectors,
        OptionalInt maxGrantFrames,
        OptionalInt maxEventChannels,
        Optional<String> alias,
        Optional<Address> address,
        Kept kept)
        implements Device {
    private static final Codec<Integer> NUMBER = Codec.number(0, Integer.MAX_VALUE);
    private static final Fields<Controller> F = Fields.of("controller");
    private static final Field<Controller, ControllerType> TYPE =
            F.required("type", ControllerType.CODEC, Controller::type);
    private static final Field<Controller, OptionalInt> INDEX =
            F.optionalInt("index", NUMBER, Controller::index);
    private static final Field<Controller, Optional<String>> MODEL =
            F.optional("model", Codec.WORD, Controller::model);
    private static final Field<Controller, OptionalInt> PORTS =
            F.optionalInt("ports", NUMBER, Controller::ports);
    private static final Field<Controller, OptionalInt> VECTORS =
            F.optionalInt("vectors", NUMBER, Controller::vectors);
    private static final Field<Controller, OptionalInt> MAX_GRANT_FRAMES =
            F.optionalInt("maxGrantFrames", NUMBER, Controller::maxGrantFrames);
    private static final Field<Controller, OptionalInt> MAX_EVENT_CHANNELS =
            F.optionalInt("maxEventChannels", NUMBER, Controller::maxEventChannels);

    static {
        F.untyped("model", "target", "driver", "pcihole64");
    }

    private static final DeviceFields<Controller> INFO =
            DeviceFields.plain(F, Controller::alias, Controller::address);
    static final Shape<Controller> SHAPE = F.shape(Controller::make, Controller::kept);

    private static Controller make(Values<Controller> v) {
        return new Controller(
                v.get(TYPE),
                v.get(INDEX),
                v.get(MODEL),
                v.get(PORTS),
                v.get(VECTORS),
                v.get(MAX_GRANT_FRAMES),
                v.get(MAX_EVENT_CHANNELS),
                v.get(INFO.alias()),
                v.get(INFO.address()),
                v.kept());
    }

    /// A controller with an index and, possibly, a model.
    public static Controller of(ControllerType type, int index, Optional<String> model) {
        OptionalInt unset = OptionalInt.empty();
        return new Controller(
                type,
                OptionalInt.of(index),
                model,
                unset,
                unset,
                unset,
                unset,
                Optional.empty(),
                Optional.empty(),
                Kept.NONE);
    }

    public Controller withIndex(int value) {
        return SHAPE.with(this, INDEX, OptionalInt.of(value));
    }

    public Controller withModel(Optional<String> value) {
        return SHAPE.with(this, MODEL, value);
    }

    public Controller withAlias(Optional<String> value) {
        return SHAPE.with(this, INFO.alias(), value);
    }

    public Controller withAddress(Optional<Address> value) {
        return SHAPE.with(this, INFO.address(), value);
    }
}
