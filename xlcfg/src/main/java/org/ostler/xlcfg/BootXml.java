package org.ostler.xlcfg;

import org.ostler.model.XmlElement;

import java.util.Optional;

/// What boots a guest, as a domain's description has it, both ways.
final class BootXml {
    private BootXml() {}

    static Xml toXml(XlConfig config, XlDialect dialect, XlHostPaths host) {
        GuestKind kind = GuestKind.of(config);
        Xml os =
                Xml.of("os")
                        .add(
                                Xml.of("type")
                                        .with("arch", host.arch())
                                        .with("machine", kind.machine())
                                        .text(kind.os()));
        boolean legacyLoader = kind == GuestKind.HVM && dialect == XlDialect.XM;
        if (kind == GuestKind.HVM) {
            os.add(loader(config, dialect, host));
        }
        if (!legacyLoader) {
            os.text("kernel", config.get(XlOptions.KERNEL))
                    .text("initrd", config.get(XlOptions.RAMDISK))
                    .text("cmdline", commandLine(config));
        }
        if (kind == GuestKind.HVM) {
            for (char device : config.get(XlHvmOptions.BOOT).orElse("c").toCharArray()) {
                bootDevice(device).ifPresent(is -> os.add(Xml.of("boot").with("dev", is)));
            }
        }
        return config.get(XlHvmOptions.ACPI_FIRMWARE)
                .map(
                        is ->
                                os.add(
                                        Xml.of("acpi")
                                                .add(
                                                        Xml.of("table")
                                                                .with("type", "slic")
                                                                .text(is))))
                .orElse(os);
    }

    private static Xml loader(XlConfig config, XlDialect dialect, XlHostPaths host) {
        boolean uefi =
                config.get(XlHvmOptions.BIOS)
                        .or(() -> config.get(XlOptions.FIRMWARE))
                        .filter(is -> is.equals("ovmf") || is.equals("uefi"))
                        .isPresent();
        if (uefi) {
            return Xml.of("loader")
                    .with("readonly", "yes")
                    .with("type", "pflash")
                    .text(host.firmwareDirectory() + "/ovmf.bin");
        }
        Optional<String> given = config.get(XlOptions.KERNEL).filter(_ -> dialect == XlDialect.XM);
        return Xml.of("loader").with("type", "rom").text(given.orElse(host.loader()));
    }

    /// The kernel's arguments: `cmdline`, or else `root` and `extra`.
    static Optional<String> commandLine(XlConfig config) {
        if (config.get(XlOptions.CMDLINE).isPresent()) {
            return config.get(XlOptions.CMDLINE);
        }
        String root = config.get(XlOptions.ROOT).map(is -> "root=" + is).orElse("");
        String extra = config.get(XlOptions.EXTRA).orElse("");
        String all = root.isEmpty() || extra.isEmpty() ? root + extra : root + " " + extra;
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }

    private static Optional<String> bootDevice(char letter) {
        return switch (letter) {
            case 'a' -> Optional.of("fd");
            case 'c' -> Optional.of("hd");
            case 'd' -> Optional.of("cdrom");
            case 'n' -> Optional.of("network");
            default -> Optional.empty();
        };
    }

    static XlConfig toConfig(XmlElement domain, XlConfig config, XlDialect dialect) {
        XmlElement os = domain.child("os").orElseThrow();
        XlConfig all =
                switch (GuestKind.of(domain)) {
                    case HVM -> hvm(os, config.with(XlOptions.BUILDER, "hvm"), dialect);
                    case PVH -> kernel(os, config.with(XlOptions.TYPE, "pvh"));
                    case PV ->
                            kernel(
                                    os,
                                    config.with(
                                                    XlOptions.BOOTLOADER,
                                                    Xml.childText(domain, "bootloader"))
                                            .with(
                                                    XlOptions.BOOTLOADER_ARGS,
                                                    Xml.childText(domain, "bootloader_args")
                                                            .map(SpecWords::atBlanks)));
                };
        return all;
    }

    private static XlConfig kernel(XmlElement os, XlConfig config) {
        return config.with(XlOptions.KERNEL, Xml.childText(os, "kernel"))
                .with(XlOptions.RAMDISK, Xml.childText(os, "initrd"))
                .with(XlOptions.CMDLINE, Xml.childText(os, "cmdline"));
    }

    private static XlConfig hvm(XmlElement os, XlConfig config, XlDialect dialect) {
        Optional<XmlElement> loader = os.child("loader");
        XlConfig all =
                dialect == XlDialect.XM
                        ? config.with(XlOptions.KERNEL, Xml.childText(os, "loader"))
                        : kernel(os, config);
        boolean uefi =
                loader.filter(is -> Xml.is(is, "type", "pflash")).isPresent()
                        || Xml.is(os, "firmware", "efi");
        if (uefi) {
            all = all.with(XlHvmOptions.BIOS, "ovmf");
        }
        var order = new StringBuilder();
        for (XmlElement boot : os.children("boot")) {
            order.append(letter(boot.attribute("dev").orElse("")));
        }
        return all.with(XlHvmOptions.BOOT, order.isEmpty() ? "c" : order.toString())
                .with(
                        XlHvmOptions.ACPI_FIRMWARE,
                        os.child("acpi").flatMap(is -> Xml.childText(is, "table")));
    }

    private static String letter(String device) {
        return switch (device) {
            case "fd" -> "a";
            case "hd" -> "c";
            case "cdrom" -> "d";
            case "network" -> "n";
            default -> "";
        };
    }
}
