package org.ostler.driver.xen;

import org.ostler.api.Plan;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.xlcfg.Json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes a guest's description of a `libxl_domain_config`, as libxl gives it for any running
/// domain, whoever made it.
///
/// The way goes over domain XML, so that the description is the one that the same XML would give.
/// Where libxl keeps one thing in two places (a PV guest's kernel), both are read.
public final class ConfigReader {
    private static final String ARCH = "x86_64";

    private final Json.Obj config;
    private final Json.Obj info;
    private final XenGuestType type;
    private final DomainElements xml = new DomainElements();
    private final List<Plan.Remark> untold = new ArrayList<>();

    private ConfigReader(Json.Obj config) {
        this.config = config;
        info = config.object("b_info");
        type =
                config.object("c_info")
                        .string("type")
                        .flatMap(XenGuestType::ofWord)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "c_info.type is missing or unknown to this"
                                                        + " driver"));
    }

    /// A description, and what of the document it does not tell.
    ///
    /// @param untold one remark per member of the document that has no place in the description
    public record Read(DomainSpec spec, List<Plan.Remark> untold) {
        public Read {
            untold = List.copyOf(untold);
        }
    }

    /// Reads a document.
    ///
    /// @throws IllegalArgumentException when it lacks what every domain has
    public static Read read(Json.Obj config) {
        return new ConfigReader(config).read();
    }

    /// Domain-0, of which libxl keeps no document, described as libvirt does.
    public static DomainSpec controlDomain(DomainInfo domain, String name) {
        var xml = new DomainElements();
        xml.text("name", name);
        xml.text("uuid", domain.uuid().toString());
        long mostKib =
                domain.maxMemoryKib() > 0 && domain.maxMemoryKib() < Long.MAX_VALUE / 2
                        ? Math.max(domain.maxMemoryKib(), domain.memoryKib())
                        : domain.memoryKib();
        xml.memory(mostKib, domain.memoryKib());
        xml.vcpus(domain.maxVcpuId() + 1, domain.vcpusOnline(), Optional.empty());
        xml.open("os");
        xml.text("type", "linux");
        xml.close();
        xml.text("on_poweroff", "destroy");
        xml.text("on_reboot", "destroy");
        xml.text("on_crash", "destroy");
        return DomainXml.accepted(xml.finish()).spec();
    }

    private Read read() {
        Json.Obj create = config.object("c_info");
        xml.text(
                "name",
                create.string("name")
                        .orElseThrow(() -> new IllegalArgumentException("c_info.name is missing")));
        create.string("uuid").ifPresent(uuid -> xml.text("uuid", uuid));
        long most = info.integerOrZero("max_memkb");
        long target = info.integerOrZero("target_memkb");
        xml.memory(Math.max(most, target), target > 0 ? target : most);
        int count = Math.max(1, (int) info.integerOrZero("max_vcpus"));
        xml.vcpus(
                count,
                info.members().containsKey("avail_vcpus")
                        ? info.array("avail_vcpus").size()
                        : count,
                commonCpus());
        pins();
        boot();
        new FeatureReader(config, type, xml).write();
        xml.text("on_poweroff", action("on_poweroff"));
        xml.text("on_reboot", action("on_reboot"));
        xml.text("on_crash", action("on_crash"));
        new DeviceReader(config, type, xml).write();
        tellRest();
        return new Read(DomainXml.accepted(xml.finish()).spec(), untold);
    }

    private void boot() {
        inInfoOrPv("bootloader")
                .ifPresent(
                        path -> {
                            xml.text("bootloader", path);
                            List<String> arguments =
                                    strings(
                                            info.members().containsKey("bootloader_args")
                                                    ? info.array("bootloader_args")
                                                    : info.object("type.pv")
                                                            .array("bootloader_args"));
                            if (!arguments.isEmpty()) {
                                xml.text("bootloader_args", String.join(" ", arguments));
                            }
                        });
        Json.Obj hvm = info.object("type.hvm");
        xml.open("os");
        xml.text("type", type.osType(), "arch", ARCH, "machine", type.machine());
        if (type == XenGuestType.HVM) {
            firmware(hvm);
        }
        inInfoOrPv("kernel").ifPresent(path -> xml.text("kernel", path));
        inInfoOrPv("ramdisk").ifPresent(path -> xml.text("initrd", path));
        inInfoOrPv("cmdline").ifPresent(line -> xml.text("cmdline", line));
        hvm.string("boot")
                .orElse(type == XenGuestType.HVM ? "c" : "")
                .chars()
                .forEach(
                        letter -> {
                            switch (letter) {
                                case 'a' -> xml.empty("boot", "dev", "fd");
                                case 'c' -> xml.empty("boot", "dev", "hd");
                                case 'd' -> xml.empty("boot", "dev", "cdrom");
                                case 'n' -> xml.empty("boot", "dev", "network");
                                default -> {}
                            }
                        });
        xml.close();
    }

    private void firmware(Json.Obj hvm) {
        Optional<String> flash = hvm.string("system_firmware");
        if (flash.isPresent()) {
            xml.text("loader", flash.get(), "readonly", "yes", "type", "pflash");
        } else if (hvm.string("firmware").isPresent()) {
            xml.text("loader", hvm.string("firmware").get(), "type", "rom");
        }
    }

    /// The set that all virtual CPUs share.
    private Optional<String> commonCpus() {
        List<Json> sets = info.array("vcpu_hard_affinity");
        return !sets.isEmpty() && sets.stream().distinct().count() == 1
                ? cpus(sets.getFirst())
                : Optional.empty();
    }

    private void pins() {
        List<Json> sets = info.array("vcpu_hard_affinity");
        if (sets.stream().distinct().count() < 2) {
            return;
        }
        xml.open("cputune");
        for (int vcpu = 0; vcpu < sets.size(); vcpu++) {
            String number = Integer.toString(vcpu);
            cpus(sets.get(vcpu))
                    .ifPresent(set -> xml.empty("vcpupin", "vcpu", number, "cpuset", set));
        }
        xml.close();
    }

    private static Optional<String> cpus(Json set) {
        if (!(set instanceof Json.Arr bits)) {
            return Optional.empty();
        }
        List<Integer> numbers =
                bits.items().stream()
                        .filter(Json.Int.class::isInstance)
                        .map(bit -> ((Json.Int) bit).value().intValue())
                        .sorted()
                        .toList();
        return numbers.isEmpty() ? Optional.empty() : Optional.of(CpuList.format(numbers));
    }

    /// libxl keeps a PV guest's kernel where the one who made it put it.
    private Optional<String> inInfoOrPv(String key) {
        return info.string(key).or(() -> info.object("type.pv").string(key));
    }

    private String action(String key) {
        String word = config.string(key).orElse("destroy");
        return switch (word) {
            case "restart_rename" -> "rename-restart";
            case "coredump_destroy" -> "coredump-destroy";
            case "coredump_restart" -> "coredump-restart";
            case "restart", "preserve", "destroy" -> word;
            default -> "destroy";
        };
    }

    private void tellRest() {
        for (String key :
                List.of(
                        "pcidevs",
                        "rdms",
                        "dtdevs",
                        "vtpms",
                        "p9s",
                        "pvcallsifs",
                        "vdispls",
                        "vsnds",
                        "channels",
                        "usbctrls",
                        "usbdevs")) {
            if (!config.array(key).isEmpty()) {
                untold.add(
                        new Plan.Remark(
                                Plan.Remark.Level.IGNORED,
                                key,
                                "this driver has no description for it yet",
                                ""));
            }
        }
    }

    private static List<String> strings(List<Json> items) {
        return items.stream()
                .filter(Json.Str.class::isInstance)
                .map(item -> ((Json.Str) item).value())
                .toList();
    }
}
