package org.ostler.driver.xen;

import org.ostler.api.NodeInfo;
import org.ostler.api.Support;
import org.ostler.api.SupportLevel;
import org.ostler.engine.spi.HostDetail;
import org.ostler.engine.spi.HostFacts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What this Xen host can do, in the terms of libvirt's capabilities document. Pure.
final class XenHostFacts {
    private static final String ARCH = "x86_64";

    /// The device model that Xen's own packages install for HVM guests and for displays.
    private static final String EMULATOR = "/usr/lib/xen/bin/qemu-system-i386";

    /// Xen's limits for one guest: HVM_MAX_VCPUS and MAX_VIRT_CPUS of its public headers.
    private static final int HVM_VCPUS_MAX = 128;

    private static final int PV_VCPUS_MAX = 8192;
    private static final int LOCAL_NODE = 10;
    private static final Pattern RELEASE = Pattern.compile("\\.(\\d{1,3})");

    private XenHostFacts() {}

    static HostFacts of(XenFacts facts) {
        return new HostFacts(
                node(facts),
                version(facts.version()),
                facts.features().hvm() ? HVM_VCPUS_MAX : PV_VCPUS_MAX,
                Optional.empty(),
                kinds(facts),
                elements(),
                detail(facts));
    }

    /// Major, minor and the number that the rest begins with: 4.17.7 is 4017007.
    private static long version(XenFacts.Version version) {
        Matcher release = RELEASE.matcher(version.extra());
        return version.number() + (release.lookingAt() ? Long.parseLong(release.group(1)) : 0);
    }

    private static NodeInfo node(XenFacts facts) {
        XenFacts.Processors p = facts.processors();
        return new NodeInfo(
                ARCH,
                facts.memory().totalKib(),
                p.count(),
                p.kiloHertz() / 1000,
                p.nodes(),
                p.sockets(),
                p.coresPerSocket(),
                p.threadsPerCore());
    }

    private static List<HostFacts.GuestKind> kinds(XenFacts facts) {
        List<HostFacts.GuestKind> kinds = new ArrayList<>();
        if (facts.features().pv()) {
            kinds.add(kind("xen", XenGuestType.PV, PV_VCPUS_MAX, List.of()));
        }
        if (facts.features().hvm()) {
            kinds.add(kind("hvm", XenGuestType.HVM, HVM_VCPUS_MAX, List.of("acpi", "apic", "hap")));
            kinds.add(kind("xenpvh", XenGuestType.PVH, HVM_VCPUS_MAX, List.of("hap")));
        }
        return kinds;
    }

    private static HostFacts.GuestKind kind(
            String osType, XenGuestType type, int maxVcpus, List<String> features) {
        return new HostFacts.GuestKind(
                osType,
                ARCH,
                64,
                EMULATOR,
                List.of(new HostFacts.Machine(type.machine(), "", maxVcpus)),
                List.of("xen"),
                features);
    }

    /// What the driver takes of a description, whatever the host is.
    static List<Support.OfElement> elements() {
        return List.of(
                new Support.OfElement(
                        "/domain/os/type",
                        new SupportLevel.Supported(),
                        List.of("xen", "linux", "xenpvh", "hvm")),
                new Support.OfElement(
                        "/domain/devices/disk/@type",
                        new SupportLevel.Supported(),
                        List.of("file", "block")),
                new Support.OfElement(
                        "/domain/devices/graphics/@type",
                        new SupportLevel.Supported(),
                        List.of("vnc", "sdl", "spice")));
    }

    private static HostDetail detail(XenFacts facts) {
        return new HostDetail(
                "",
                List.of("pae"),
                List.of(),
                List.of(),
                Optional.of(facts.features().directIo()),
                List.of(),
                facts.nodes().stream().map(node -> cell(node, facts)).toList(),
                List.of());
    }

    private static HostDetail.Cell cell(XenFacts.Node node, XenFacts facts) {
        List<HostDetail.Distance> distances = new ArrayList<>();
        for (int to = 0; to < node.distances().size(); to++) {
            distances.add(new HostDetail.Distance(to, node.distances().get(to)));
        }
        if (distances.isEmpty()) {
            distances.add(new HostDetail.Distance(node.id(), LOCAL_NODE));
        }
        return new HostDetail.Cell(
                node.id(),
                node.totalKib(),
                List.of(),
                distances,
                facts.cpus().stream()
                        .filter(cpu -> cpu.node() == node.id())
                        .map(cpu -> cpu(cpu, facts))
                        .toList());
    }

    private static HostDetail.Cpu cpu(XenFacts.Cpu cpu, XenFacts facts) {
        List<Integer> siblings =
                facts.cpus().stream()
                        .filter(o -> o.socket() == cpu.socket() && o.core() == cpu.core())
                        .map(XenFacts.Cpu::id)
                        .toList();
        return new HostDetail.Cpu(cpu.id(), cpu.socket(), 0, cpu.core(), CpuList.format(siblings));
    }
}
