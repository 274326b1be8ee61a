package org.ostler.model;

import java.util.Optional;

/// A watchdog: `<watchdog>`.
///
/// @param model `i6300esb`, `ib700` or `diag288`
/// @param action what happens when it is not fed; `reset` unless said
public record Watchdog(
        String model,
        WatchdogAction action,
        Optional<String> alias,
        Optional<Address> address,
        Kept kept)
        implements Device {
    private static final Fields<Watchdog> F = Fields.of("watchdog");
    private static final Field<Watchdog, String> MODEL =
            F.required("model", Codec.words("i6300esb", "ib700", "diag288"), Watchdog::model);
    private static final Field<Watchdog, WatchdogAction> ACTION =
            F.attribute("action", WatchdogAction.CODEC, WatchdogAction.RESET, Watchdog::action);
    private static final DeviceFields<Watchdog> INFO =
            DeviceFields.plain(F, Watchdog::alias, Watchdog::address);
    static final Shape<Watchdog> SHAPE = F.shape(Watchdog::make, Watchdog::kept);

    private static Watchdog make(Values<Watchdog> v) {
        return new Watchdog(
                v.get(MODEL), v.get(ACTION), v.get(INFO.alias()), v.get(INFO.address()), v.kept());
    }

    /// A watchdog of a kind.
    public static Watchdog of(String model, WatchdogAction action) {
        return new Watchdog(model, action, Optional.empty(), Optional.empty(), Kept.NONE);
    }

    public Watchdog withAlias(Optional<String> value) {
        return SHAPE.with(this, INFO.alias(), value);
    }

    public Watchdog withAddress(Optional<Address> value) {
        return SHAPE.with(this, INFO.address(), value);
    }
}
