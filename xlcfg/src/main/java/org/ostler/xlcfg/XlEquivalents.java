package org.ostler.xlcfg;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What says the same to xl although it is not spelled alike, so that a domain need not keep it.
final class XlEquivalents {
    /// The defaults of xl.cfg(5) of options that a domain says only when they are otherwise.
    private static final Map<XlOption<?>, Object> DEFAULTS =
            Map.ofEntries(
                    Map.entry(XlHvmOptions.HAP, true),
                    Map.entry(XlHvmOptions.SDL, false),
                    Map.entry(XlHvmOptions.OPENGL, false),
                    Map.entry(XlHvmOptions.NOGRAPHIC, false),
                    Map.entry(XlHvmOptions.STDVGA, false),
                    Map.entry(XlHvmOptions.USB, false),
                    Map.entry(XlHvmOptions.SPICE, false),
                    Map.entry(XlHvmOptions.SPICEVDAGENT, false),
                    Map.entry(XlHvmOptions.SPICE_CLIPBOARD_SHARING, false),
                    Map.entry(XlHvmOptions.SPICEDISABLE_TICKETING, false),
                    Map.entry(XlHvmOptions.LOCALTIME, false),
                    Map.entry(XlHvmOptions.RTC_TIMEOFFSET, 0L),
                    Map.entry(XlHvmOptions.BOOT, "cd"),
                    Map.entry(XlHvmOptions.DEVICE_MODEL_VERSION, "qemu-xen"),
                    Map.entry(XlHvmOptions.SERIAL, List.of("none")),
                    Map.entry(XmOptions.PARALLEL, List.of("none")),
                    Map.entry(XlOptions.E820_HOST, false),
                    Map.entry(XlOptions.PASSTHROUGH, "default"),
                    Map.entry(XlOptions.NOMIGRATE, false),
                    Map.entry(XlOptions.CAP, 0L));

    private XlEquivalents() {}

    /// Whether what is said needs no keeping of the option; a remark says why, where it is not
    /// plain.
    static boolean saidOtherwise(
            XlOption<?> option, XlConfig config, XlConfig said, List<XlRemark> remarks) {
        if (option.equals(XlOptions.TYPE) || option.equals(XlOptions.BUILDER)) {
            return GuestKind.of(config) == GuestKind.of(said);
        }
        if (option.equals(XlOptions.ROOT) || option.equals(XlOptions.EXTRA)) {
            return isCommandLine(option, config, said, remarks);
        }
        if (option.equals(XlDeviceOptions.DISK)) {
            return sameDisks(config, said, remarks);
        }
        boolean unsaid = said.get(option).isEmpty();
        if (unsaid && config.get(option).orElseThrow().equals(DEFAULTS.get(option))) {
            remarks.add(
                    XlRemark.of(
                            XlRemark.Kind.CHANGED,
                            option.name(),
                            "left out of the domain, because it is the default"));
            return true;
        }
        return unsaid
                && option.equals(XlOptions.MAXVCPUS)
                && config.get(XlOptions.MAXVCPUS).equals(said.get(XlOptions.VCPUS));
    }

    private static boolean isCommandLine(
            XlOption<?> option, XlConfig config, XlConfig said, List<XlRemark> remarks) {
        if (config.get(XlOptions.CMDLINE).isPresent()) {
            remarks.add(
                    XlRemark.of(
                            XlRemark.Kind.IGNORED,
                            option.name(),
                            "xl ignores it, because there is 'cmdline'"));
            return true;
        }
        return BootXml.commandLine(config).equals(BootXml.commandLine(said));
    }

    private static boolean sameDisks(XlConfig config, XlConfig said, List<XlRemark> remarks) {
        List<DiskSpec> wanted = config.get(XlDeviceOptions.DISK).orElse(List.of());
        for (int i = 0; i < wanted.size(); i++) {
            DiskSpec disk = wanted.get(i);
            if (disk.prefixes().isEmpty() && disk.backendType().isEmpty()) {
                remarks.add(
                        XlRemark.of(
                                XlRemark.Kind.CHANGED,
                                "disk[" + (i + 1) + "]",
                                "xl chooses the back end, and the domain says 'qemu', which is"
                                        + " qdisk"));
            }
        }
        return explicit(wanted).equals(explicit(said.get(XlDeviceOptions.DISK).orElse(List.of())));
    }

    private static List<DiskSpec> explicit(List<DiskSpec> disks) {
        return disks.stream().map(DiskSpec::explicit).toList();
    }

    /// Whether two items of a list say the same.
    static boolean same(Object wanted, Object said) {
        return wanted.equals(said)
                || (wanted instanceof DiskSpec one
                        && said instanceof DiskSpec other
                        && one.explicit().equals(other.explicit()));
    }

    /// The options of a configuration that another one does not say, not even otherwise.
    static List<XlOption<?>> missing(XlConfig some, XlConfig all) {
        return some.given().stream()
                .filter(option -> !some.get(option).equals(all.get(option)))
                .filter(option -> !saidOtherwise(option, some, all, new ArrayList<>()))
                .toList();
    }
}
