package org.ostler.xlcfg;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A USB controller: xl.cfg(5), `usbctrl`.
///
/// @param type `auto`, `pv`, `qusb` or `devicemodel`
/// @param version 1, 2 or 3
/// @param ports up to 31
/// @param backend the domain that serves it
/// @param devid the number
/// @param others keys without a component, as they stand
public record UsbControllerSpec(
        Optional<String> type,
        Optional<Long> version,
        Optional<Long> ports,
        Optional<String> backend,
        Optional<Long> devid,
        Map<String, String> others) {
    static final SpecShape<UsbControllerSpec> SHAPE =
            new SpecShape<>(
                    "usbctrl",
                    List.of(
                            SpecKey.of("type", UsbControllerSpec::type),
                            SpecKey.of("version", UsbControllerSpec::version),
                            SpecKey.of("ports", UsbControllerSpec::ports),
                            SpecKey.of("backend", UsbControllerSpec::backend),
                            SpecKey.of("devid", UsbControllerSpec::devid)),
                    UsbControllerSpec::new,
                    UsbControllerSpec::others);

    private UsbControllerSpec(SpecWords words) {
        this(
                words.text("type"),
                words.number("version"),
                words.number("ports"),
                words.text("backend"),
                words.number("devid"),
                words.others(Set.of()));
    }

    public UsbControllerSpec {
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }
}
