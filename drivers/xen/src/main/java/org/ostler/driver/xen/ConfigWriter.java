package org.ostler.driver.xen;

import org.ostler.model.DomainSpec;
import org.ostler.model.DomainType;
import org.ostler.model.Features;
import org.ostler.model.LifecycleAction;
import org.ostler.model.OsSpec;
import org.ostler.model.XmlElement;
import org.ostler.xlcfg.Json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Makes a `libxl_domain_config` of a guest's description.
///
/// The members follow libxl's public types (`_libxl_types.h`); whatever this writer can choose is
/// written out, so that no default of another release changes a guest. Pure: the same description
/// and context give the same document.
public final class ConfigWriter {
    private final DomainSpec spec;
    private final ConfigContext context;
    private final XenGuestType type;
    private final Remarks remarks = new Remarks();

    private ConfigWriter(DomainSpec spec, ConfigContext context, XenGuestType type) {
        this.spec = spec;
        this.context = context;
        this.type = type;
    }

    /// The document, and what it does not carry.
    ///
    /// @throws IllegalArgumentException when the description is not of a Xen guest at all
    public static LibxlConfig write(DomainSpec spec, ConfigContext context) {
        if (spec.type() != DomainType.XEN) {
            throw new IllegalArgumentException(
                    "domain type '" + spec.type().xml() + "' is not for Xen; 'xen' was expected");
        }
        XenGuestType type =
                XenGuestType.of(spec.os())
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "OS type '"
                                                        + spec.os().type().xml()
                                                        + "' is not for Xen; one of hvm, xen,"
                                                        + " linux, xenpvh was expected"));
        return new ConfigWriter(spec, context, type).document();
    }

    private LibxlConfig document() {
        Json.Builder config = Json.object().put("c_info", createInfo()).put("b_info", buildInfo());
        var devices = new DeviceWriter(spec, type, context, remarks);
        devices.writeTo(config);
        config.put("on_poweroff", action(spec.onPoweroff()))
                .put("on_reboot", action(spec.onReboot()))
                .put("on_watchdog", "destroy")
                .put("on_crash", action(spec.onCrash()))
                .put("on_soft_reset", "soft_reset");
        remarks.ignoredIf(
                spec.maxMemory(), "/domain/maxMemory", "Xen has no slots for memory modules");
        remarks.addAll(KeptRemarks.of(spec));
        return new LibxlConfig(config.build(), remarks.list());
    }

    private Json.Obj createInfo() {
        Json.Builder info = Json.object().put("type", type.word()).put("name", spec.name());
        spec.uuid().ifPresent(uuid -> info.put("uuid", uuid.toString()));
        info.put("run_hotplug_scripts", Json.defbool(true));
        if (type != XenGuestType.PV) {
            spec.features()
                    .flatMap(Features::hap)
                    .ifPresent(hap -> info.put("hap", Json.defbool(hap)));
        }
        return info.build();
    }

    private Json.Obj buildInfo() {
        Json.Builder info =
                Json.object()
                        .put("max_vcpus", spec.vcpu().count())
                        .put(
                                "avail_vcpus",
                                Json.bitmap(
                                        IntStream.range(0, spec.vcpu().atStart()).boxed().toList()))
                        .put("numa_placement", Json.defbool(false));
        affinity(info);
        new CpuWriter(spec, type, remarks).writeTo(info);
        info.put("max_memkb", spec.memory().kib()).put("target_memkb", spec.currentMemory().kib());
        boot(info);
        grants(info);
        switch (type) {
            case PV -> {
                e820(info);
                refuseFirmware("a PV guest has none");
            }
            case PVH -> {
                info.put("type.pvh", Json.object().put("pvshim", Json.defbool(false)).build());
                refuseFirmware("a PVH guest has none");
            }
            case HVM -> new HvmWriter(spec, remarks).writeTo(info);
        }
        return info.build();
    }

    /// Where each virtual CPU may run: its own binding, or the domain's set, or anywhere.
    private void affinity(Json.Builder info) {
        Optional<List<Integer>> common = spec.vcpu().cpuset().flatMap(CpuList::parse);
        var pins = VcpuPins.of(spec, remarks);
        if (common.isEmpty() && pins.isEmpty()) {
            return;
        }
        List<Integer> anywhere = IntStream.range(0, context.hostCpus()).boxed().toList();
        var sets = new ArrayList<Json>();
        for (int vcpu = 0; vcpu < spec.vcpu().count(); vcpu++) {
            sets.add(Json.bitmap(pins.getOrDefault(vcpu, common.orElse(anywhere))));
        }
        info.put("vcpu_hard_affinity", Json.array(sets));
    }

    private void boot(Json.Builder info) {
        OsSpec os = spec.os();
        info.putIfPresent("kernel", os.kernel())
                .putIfPresent("ramdisk", os.initrd())
                .putIfPresent("cmdline", os.cmdline());
        Optional<String> loader = spec.bootloader().filter(path -> !path.isEmpty());
        if (type == XenGuestType.HVM) {
            remarks.ignoredIf(loader, "/domain/bootloader", "an HVM guest boots by its firmware");
        } else if (loader.isPresent()) {
            info.put("bootloader", loader.get());
            List<Json.Str> arguments =
                    spec.bootloaderArgs().stream()
                            .flatMap(text -> text.strip().lines())
                            .flatMap(text -> java.util.Arrays.stream(text.split(" +")))
                            .filter(word -> !word.isEmpty())
                            .map(Json::of)
                            .toList();
            if (!arguments.isEmpty()) {
                info.put("bootloader_args", Json.array(arguments));
            }
        } else if (os.kernel().isEmpty()) {
            info.put("bootloader", "pygrub");
            remarks.changed(
                    "/domain/os",
                    "there is neither a kernel nor a boot loader: pygrub reads the guest's first"
                            + " disk");
        }
        remarks.ignoredIf(os.dtb(), "/domain/os/dtb", "libxl takes device trees on ARM only");
        remarks.ignoredIf(
                os.smbios(),
                "/domain/os/smbios/@mode",
                "libxl cannot choose the SMBIOS tables' source");
        remarks.ignoredIf(os.biosUseSerial(), "/domain/os/bios/@useserial", "libxl cannot set it");
        remarks.ignoredIf(
                os.rebootTimeoutMillis(), "/domain/os/bios/@rebootTimeout", "libxl cannot set it");
        remarks.ignoredIf(os.bootMenu(), "/domain/os/bootmenu", "libxl cannot show a boot menu");
        if (type != XenGuestType.HVM) {
            remarks.ignoredIf(
                    !os.boot().isEmpty(), "/domain/os/boot", "only an HVM guest has a boot order");
        }
    }

    /// What the xenbus controller limits.
    private void grants(Json.Builder info) {
        spec.devices()
                .controllers()
                .forEach(
                        controller -> {
                            controller
                                    .maxGrantFrames()
                                    .ifPresent(frames -> info.put("max_grant_frames", frames));
                            controller
                                    .maxEventChannels()
                                    .ifPresent(channels -> info.put("event_channels", channels));
                        });
    }

    private void e820(Json.Builder info) {
        Json.Builder pv = Json.object();
        List<XmlElement> settings =
                spec.features().stream()
                        .flatMap(features -> features.kept().elements("xen").stream())
                        .flatMap(xen -> xen.children().stream())
                        .flatMap(
                                node ->
                                        node instanceof XmlElement element
                                                ? Stream.of(element)
                                                : Stream.empty())
                        .toList();
        for (XmlElement setting : settings) {
            Optional<String> state = setting.attribute("state");
            if (setting.is("e820_host") && state.isPresent()) {
                pv.put("e820_host", Json.defbool(state.get().equals("on")));
            } else {
                remarks.ignored(
                        "/domain/features/xen/" + setting.name(),
                        "this driver has no use for it yet");
            }
        }
        info.put("type.pv", pv.build());
    }

    private void refuseFirmware(String reason) {
        remarks.ignoredIf(spec.os().loader(), "/domain/os/loader", reason);
        remarks.ignoredIf(spec.os().nvram(), "/domain/os/nvram", reason);
        remarks.ignoredIf(spec.os().firmware(), "/domain/os/@firmware", reason);
    }

    /// libxl's word for an action; libxl keeps it and leaves acting to the one who made the domain.
    static String action(LifecycleAction action) {
        return switch (action) {
            case DESTROY -> "destroy";
            case RESTART -> "restart";
            case RENAME_RESTART -> "restart_rename";
            case PRESERVE -> "preserve";
            case COREDUMP_DESTROY -> "coredump_destroy";
            case COREDUMP_RESTART -> "coredump_restart";
        };
    }
}
