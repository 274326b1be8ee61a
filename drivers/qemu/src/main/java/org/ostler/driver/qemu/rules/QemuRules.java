package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;
import org.ostler.model.SpecException;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Refuses what contradicts the boards and devices of QEMU, as libvirt's QEMU driver refuses it
/// when a domain is defined.
///
/// The facts are those of libvirt's manual, or were found by asking libvirt's QEMU driver, with the
/// emulators of all architectures that Debian has. Pure, and may be called from any thread.
public final class QemuRules {
    private static final List<Consumer<Guest>> ANY_QEMU =
            List.of(
                    WordRules::check,
                    LabelRules::check,
                    FirmwareRules::check,
                    FeatureRules::check,
                    TimerRules::check,
                    ProcessorRules::check,
                    VcpuRules::check,
                    NumaRules::check,
                    MemoryRules::check,
                    MemoryModuleRules::check,
                    DiskRules::check,
                    DiskFormatRules::check,
                    DiskBusRules::check,
                    NetworkDiskRules::check,
                    OutsideDiskRules::check,
                    ControllerRules::check,
                    PciControllerRules::check,
                    PciAddressRules::check,
                    AddressRules::check,
                    UsbRules::check,
                    GraphicsRules::check,
                    VideoRules::check,
                    InputRules::check,
                    SerialRules::check,
                    CharSourceRules::check,
                    AudioRules::check,
                    SmartcardRules::check,
                    PanicRules::check,
                    TpmRules::check,
                    IommuRules::check,
                    HostDeviceRules::check,
                    FilesystemRules::check,
                    WatchdogRules::check,
                    SharedMemoryRules::check,
                    InterfaceRules::check,
                    ZpciRules::check);

    private static final List<String> TYPES = List.of("qemu", "kvm", "hvf");

    private QemuRules() {}

    /// Whether a domain is one of QEMU's; the rules say nothing sensible of others.
    public static boolean areFor(Place domain) {
        return TYPES.contains(Said.attribute(domain, "type"));
    }

    /// Asks what no QEMU can be.
    ///
    /// @param domain the element of a domain
    /// @throws SpecException at the first thing that cannot be, with its place
    public static void check(Place domain) {
        Guest guest = Guest.of(domain);
        ANY_QEMU.forEach(rule -> rule.accept(guest));
    }

    /// Asks what one QEMU lacks.
    ///
    /// @param can what that QEMU can do
    /// @throws SpecException at the first thing that it cannot do, with its place
    public static void check(Place domain, Predicate<Ability> can) {
        AbilityRules.check(Guest.of(domain), can);
    }
}
