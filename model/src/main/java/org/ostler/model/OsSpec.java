package org.ostler.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// How a domain boots: `<os>`.
///
/// @param firmware `bios` or `efi` when the firmware's files are to be chosen by the host
/// @param arch the guest's architecture; empty until someone has chosen
/// @param machine the machine type; empty until someone has chosen
/// @param biosUseSerial whether the BIOS talks on the first serial port
/// @param rebootTimeoutMillis how long the BIOS waits before it tries again; -1: never
/// @param smbios where the guest's SMBIOS tables come from: `emulate`, `host` or `sysinfo`
public record OsSpec(
        Optional<String> firmware,
        OsType type,
        Optional<String> arch,
        Optional<String> machine,
        Optional<Loader> loader,
        Optional<Nvram> nvram,
        Optional<String> kernel,
        Optional<String> initrd,
        Optional<String> cmdline,
        Optional<String> dtb,
        List<BootDevice> boot,
        Optional<BootMenu> bootMenu,
        Optional<String> smbios,
        Optional<Boolean> biosUseSerial,
        OptionalInt rebootTimeoutMillis,
        Kept kept) {
    private static final Fields<OsSpec> F = Fields.of("os");
    private static final Field<OsSpec, Optional<String>> FIRMWARE =
            F.optional("firmware", Codec.words("bios", "efi"), OsSpec::firmware);
    private static final Fields<OsSpec> TYPE_ELEMENT = F.in("type");
    private static final Field<OsSpec, Optional<String>> ARCH =
            TYPE_ELEMENT.optional("arch", Codec.ARCHITECTURE, OsSpec::arch);
    private static final Field<OsSpec, Optional<String>> MACHINE =
            TYPE_ELEMENT.optional("machine", Codec.WORD, OsSpec::machine);
    private static final Field<OsSpec, OsType> TYPE =
            TYPE_ELEMENT.content(OsType.CODEC, OsSpec::type);

    static {
        F.untyped("firmware", "init", "initarg", "initenv", "initdir", "inituser", "initgroup");
    }

    private static final Field<OsSpec, Optional<Loader>> LOADER =
            F.maybe("loader", Loader.SHAPE, OsSpec::loader);
    private static final Field<OsSpec, Optional<Nvram>> NVRAM =
            F.maybe("nvram", Nvram.SHAPE, OsSpec::nvram);
    private static final Field<OsSpec, Optional<String>> KERNEL =
            F.optionalText("kernel", Codec.TEXT, OsSpec::kernel);
    private static final Field<OsSpec, Optional<String>> INITRD =
            F.optionalText("initrd", Codec.TEXT, OsSpec::initrd);
    private static final Field<OsSpec, Optional<String>> CMDLINE =
            F.optionalText("cmdline", Codec.TEXT, OsSpec::cmdline);
    private static final Field<OsSpec, Optional<String>> DTB =
            F.optionalText("dtb", Codec.TEXT, OsSpec::dtb);

    static {
        F.untyped("root", "acpi");
    }

    private static final Field<OsSpec, List<BootDevice>> BOOT =
            F.words("boot", "dev", BootDevice.CODEC, OsSpec::boot);
    private static final Field<OsSpec, Optional<BootMenu>> BOOT_MENU =
            F.maybe("bootmenu", BootMenu.SHAPE, OsSpec::bootMenu);
    private static final Field<OsSpec, Optional<String>> SMBIOS =
            F.in("smbios")
                    .optional("mode", Codec.words("emulate", "host", "sysinfo"), OsSpec::smbios);
    private static final Fields<OsSpec> BIOS = F.in("bios");
    private static final Field<OsSpec, Optional<Boolean>> USE_SERIAL =
            BIOS.optional("useserial", Codec.YES_NO, OsSpec::biosUseSerial);
    private static final Field<OsSpec, OptionalInt> REBOOT_TIMEOUT =
            BIOS.optionalInt(
                    "rebootTimeout", Codec.number(-1, 0xffff), OsSpec::rebootTimeoutMillis);
    static final Shape<OsSpec> SHAPE = F.shape(OsSpec::make, OsSpec::kept);

    /// An `<os>` with nothing but its type.
    public static final OsSpec HVM = of(OsType.HVM);

    /// The menu in which a person can choose what to boot.
    public record BootMenu(Optional<Boolean> enabled, OptionalInt timeoutMillis, Kept kept) {
        private static final Fields<BootMenu> F = Fields.of("bootmenu");
        private static final Field<BootMenu, Optional<Boolean>> ENABLED =
                F.optional("enable", Codec.YES_NO, BootMenu::enabled);
        private static final Field<BootMenu, OptionalInt> TIMEOUT =
                F.optionalInt("timeout", Codec.number(0, 0xffff), BootMenu::timeoutMillis);
        static final Shape<BootMenu> SHAPE =
                F.shape(
                        v -> new BootMenu(v.get(ENABLED), v.get(TIMEOUT), v.kept()),
                        BootMenu::kept);
    }

    public OsSpec {
        boot = List.copyOf(boot);
    }

    private static OsSpec make(Values<OsSpec> v) {
        return new OsSpec(
                v.get(FIRMWARE),
                v.get(TYPE),
                v.get(ARCH),
                v.get(MACHINE),
                v.get(LOADER),
                v.get(NVRAM),
                v.get(KERNEL),
                v.get(INITRD),
                v.get(CMDLINE),
                v.get(DTB),
                v.get(BOOT),
                v.get(BOOT_MENU),
                v.get(SMBIOS),
                v.get(USE_SERIAL),
                v.get(REBOOT_TIMEOUT),
                v.kept());
    }

    /// An `<os>` with nothing but its type.
    public static OsSpec of(OsType type) {
        Optional<String> none = Optional.empty();
        return new OsSpec(
                none,
                type,
                none,
                none,
                Optional.empty(),
                Optional.empty(),
                none,
                none,
                none,
                none,
                List.of(),
                Optional.empty(),
                none,
                Optional.empty(),
                OptionalInt.empty(),
                Kept.NONE);
    }

    /// The same with another type.
    public OsSpec withType(OsType value) {
        return SHAPE.with(this, TYPE, value);
    }

    public OsSpec withArch(String value) {
        return SHAPE.with(this, ARCH, Optional.of(value));
    }

    public OsSpec withMachine(String value) {
        return SHAPE.with(this, MACHINE, Optional.of(value));
    }

    public OsSpec withBoot(List<BootDevice> devices) {
        return SHAPE.with(this, BOOT, devices);
    }

    public OsSpec withLoader(Optional<Loader> value) {
        return SHAPE.with(this, LOADER, value);
    }

    public OsSpec withNvram(Optional<Nvram> value) {
        return SHAPE.with(this, NVRAM, value);
    }

    public OsSpec withKernel(Optional<String> value) {
        return SHAPE.with(this, KERNEL, value);
    }

    public OsSpec withInitrd(Optional<String> value) {
        return SHAPE.with(this, INITRD, value);
    }

    public OsSpec withCmdline(Optional<String> value) {
        return SHAPE.with(this, CMDLINE, value);
    }
}
