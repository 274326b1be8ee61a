package org.ostler.xlcfg;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What xl 4.17 refuses of devices: kinds that it does not know, and what it misses.
final class XlDeviceChecks {
    private static final String HEX = "(0x)?[0-9a-fA-F]{1,15}";

    private final XlConfig config;
    private final XlChecks.Report report;

    private XlDeviceChecks(XlConfig config, XlChecks.Report report) {
        this.config = config;
        this.report = report;
    }

    /// Why one of a list of devices is refused; empty when it is not.
    private interface Check<D> extends Function<D, Optional<String>> {}

    static void check(XlConfig config, XlChecks.Report report) {
        var checks = new XlDeviceChecks(config, report);
        checks.each(XlDeviceOptions.DISK, XlDeviceChecks::disk);
        checks.each(XlDeviceOptions.VIF, XlDeviceChecks::nic);
        checks.each(XlDeviceOptions.PCI, XlDeviceChecks::pci);
        checks.each(XlDeviceOptions.VTPM, XlDeviceChecks::vtpm);
        checks.each(XlDeviceOptions.P9, XlDeviceChecks::share);
        checks.each(XlDeviceOptions.CHANNEL, XlDeviceChecks::channel);
        checks.each(XlDeviceOptions.USBCTRL, XlDeviceChecks::usbController);
        checks.each(XlDeviceOptions.USBDEV, is -> word(is.type(), Set.of("hostdev")));
        checks.each(XlDeviceOptions.VDISPL, XlDeviceChecks::display);
        checks.each(XlDeviceOptions.VKB, XlDeviceChecks::keyboard);
        checks.each(XlDeviceOptions.IOPORTS, is -> shape(is, HEX + "(-" + HEX + ")? *"));
        checks.each(XlDeviceOptions.IOMEM, is -> shape(is, HEX + "," + HEX + "(@" + HEX + ")?"));
        checks.each(XlDeviceOptions.VSND, XlDeviceChecks::sound);
    }

    private <D> void each(XlOption<List<D>> option, Check<D> check) {
        List<D> devices = config.get(option).orElse(List.of());
        for (int i = 0; i < devices.size(); i++) {
            String place = option.name() + "[" + (i + 1) + "]";
            check.apply(devices.get(i)).ifPresent(why -> report.refused(place, why));
        }
    }

    private static Optional<String> missing(Optional<String> value, String what) {
        return value.isEmpty() ? Optional.of("xl wants '" + what + "='") : Optional.empty();
    }

    private static Optional<String> word(Optional<String> word, Set<String> words) {
        return word.filter(is -> !words.contains(is.toLowerCase(Locale.ROOT)))
                .map(is -> "xl 4.17 does not know '" + is + "'");
    }

    private static Optional<String> shape(String text, String pattern) {
        return text.stripLeading().matches(pattern)
                ? Optional.empty()
                : Optional.of("xl does not understand '" + text + "'");
    }

    private static Optional<String> disk(DiskSpec disk) {
        return word(disk.backendType(), Set.of("phy", "tap", "qdisk", "standalone", "file", "qemu"))
                .or(() -> word(disk.specification(), Set.of("xen", "virtio")));
    }

    private static Optional<String> nic(NicSpec nic) {
        return nic.rate()
                .filter(
                        is ->
                                !is.matches(
                                        "0*[1-9][0-9]{0,9}[KMG]?[Bb]/s(@(0*[0-9]{1,3}s?|[0-9]{1,6}ms|[0-9]{1,9}us))?"))
                .map(is -> "xl does not understand the rate '" + is + "'");
    }

    private static Optional<String> usbController(UsbControllerSpec controller) {
        return controller.devid().isPresent() || controller.backend().isPresent()
                ? Optional.of("xl 4.17 knows neither 'devid' nor 'backend' here")
                : word(controller.type(), Set.of("auto", "pv", "qusb", "devicemodel"));
    }

    private static Optional<String> pci(PciSpec pci) {
        return word(pci.rdmPolicy(), Set.of("strict", "relaxed"));
    }

    private static Optional<String> vtpm(VtpmSpec tpm) {
        return missing(tpm.backend(), "backend")
                .or(
                        () ->
                                tpm.uuid()
                                        .filter(is -> !XlChecks.isUuid(is))
                                        .map(is -> "'" + is + "' is no UUID"));
    }

    private static Optional<String> share(P9Spec share) {
        return missing(share.tag(), "tag")
                .or(() -> missing(share.path(), "path"))
                .or(() -> missing(share.securityModel(), "security_model"));
    }

    private static Optional<String> channel(ChannelSpec channel) {
        String kind = channel.connection().orElse("");
        return switch (kind) {
            case "pty" -> Optional.empty();
            case "socket" -> missing(channel.path(), "path");
            default -> Optional.of("xl wants a connection 'pty' or 'socket', not '" + kind + "'");
        };
    }

    private static Optional<String> display(VdisplSpec display) {
        return display.connectors().filter(LibxlDisplays::areConnectors).isPresent()
                ? Optional.empty()
                : Optional.of("xl wants at least one connector: 'connectors=ID:WxH;…'");
    }

    private static Optional<String> keyboard(VkbSpec keyboard) {
        if (keyboard.backendType().isEmpty()) {
            return missing(keyboard.backendType(), "backend-type");
        }
        boolean touched =
                keyboard.multiTouchWidth().isPresent()
                        && keyboard.multiTouchHeight().isPresent()
                        && keyboard.multiTouchNumContacts().isPresent();
        return keyboard.featureMultiTouch().orElse(false) && !touched
                ? Optional.of("xl wants width, height and number of contacts of multi touch")
                : word(keyboard.backendType(), Set.of("qemu", "linux"));
    }

    private static Optional<String> sound(List<String> parts) {
        for (String part : parts) {
            SpecWords words = SpecWords.split(part, new XlReadContext());
            List<String> keys = words.left();
            String head = keys.isEmpty() ? "" : keys.getFirst();
            if (!LibxlSounds.KEYS.containsKey(head)) {
                return Optional.of("'" + part + "' begins with none of CARD, PCM and STREAM");
            }
            for (String key : keys.subList(1, keys.size())) {
                if (!LibxlSounds.KEYS.getOrDefault(head, Set.of()).contains(key)) {
                    return Optional.of("xl 4.17 does not know '" + key + "' of a " + head);
                }
            }
            Optional<String> wrong = word(words.text("type"), Set.of("p", "c"));
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }
}
