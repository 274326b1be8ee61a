package org.ostler.xlcfg;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A USB device of the host: xl.cfg(5), `usbdev`.
///
/// @param type `hostdev` is all that there is
/// @param hostbus the bus on the host
/// @param hostaddr the device on the bus
/// @param controller which controller of the guest
/// @param port which port of it
/// @param others keys without a component, as they stand
public record UsbDeviceSpec(
        Optional<String> type,
        Optional<Long> hostbus,
        Optional<Long> hostaddr,
        Optional<Long> controller,
        Optional<Long> port,
        Map<String, String> others) {
    static final SpecShape<UsbDeviceSpec> SHAPE =
            new SpecShape<>(
                    "usbdev",
                    List.of(
                            SpecKey.of("type", UsbDeviceSpec::type),
                            SpecKey.of("hostbus", UsbDeviceSpec::hostbus),
                            SpecKey.of("hostaddr", UsbDeviceSpec::hostaddr),
                            SpecKey.of("controller", UsbDeviceSpec::controller),
                            SpecKey.of("port", UsbDeviceSpec::port)),
                    UsbDeviceSpec::new,
                    UsbDeviceSpec::others);

    private UsbDeviceSpec(SpecWords words) {
        this(
                words.text("type"),
                words.number("hostbus"),
                words.number("hostaddr"),
                words.number("controller"),
                words.number("port"),
                words.others(Set.of()));
    }

    public UsbDeviceSpec {
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }
}
