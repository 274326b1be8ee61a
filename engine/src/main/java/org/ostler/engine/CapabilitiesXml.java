package org.ostler.engine;

import org.ostler.engine.spi.HostDetail;
import org.ostler.engine.spi.HostFacts;
import org.ostler.model.XmlWriter;

import java.util.List;
import java.util.UUID;

/// Writes libvirt's capabilities document (its form as `formatcaps.html` describes it and libvirtd
/// 9.0 prints it). Pure.
final class CapabilitiesXml {
    private CapabilitiesXml() {}

    static String format(HostFacts facts, UUID host) {
        XmlWriter out = new XmlWriter(16 << 10);
        out.start("capabilities").start("host");
        out.start("uuid").text(host.toString()).end();
        cpu(facts, out);
        HostDetail detail = facts.detail();
        out.start("power_management").end();
        detail.iommu()
                .ifPresent(
                        iommu ->
                                out.start("iommu")
                                        .attribute("support", iommu ? "yes" : "no")
                                        .end());
        migration(detail, out);
        topology(detail, out);
        security(detail, out);
        out.end();
        for (HostFacts.GuestKind guest : facts.guests()) {
            guest(guest, out);
        }
        return out.end().toString();
    }

    private static void cpu(HostFacts facts, XmlWriter out) {
        HostDetail detail = facts.detail();
        out.start("cpu");
        out.start("arch").text(facts.node().model()).end();
        facts.cpuModel().ifPresent(model -> out.start("model").text(model).end());
        if (!detail.cpuVendor().isEmpty()) {
            out.start("vendor").text(detail.cpuVendor()).end();
        }
        if (facts.cpuModel().isPresent()) {
            out.start("topology")
                    .attribute("sockets", Integer.toString(facts.node().sockets()))
                    .attribute("dies", "1")
                    .attribute("cores", Integer.toString(facts.node().cores()))
                    .attribute("threads", Integer.toString(facts.node().threads()))
                    .end();
        }
        for (String feature : detail.cpuFeatures()) {
            out.start("feature").attribute("name", feature).end();
        }
        if (!detail.cpuTags().isEmpty()) {
            out.start("features");
            detail.cpuTags().forEach(tag -> out.start(tag).end());
            out.end();
        }
        for (int size : detail.pageSizesKib()) {
            out.start("pages")
                    .attribute("unit", "KiB")
                    .attribute("size", Integer.toString(size))
                    .end();
        }
        out.end();
    }

    private static void migration(HostDetail detail, XmlWriter out) {
        if (detail.migrationTransports().isEmpty()) {
            return;
        }
        out.start("migration_features").start("live").end().start("uri_transports");
        for (String transport : detail.migrationTransports()) {
            out.start("uri_transport").text(transport).end();
        }
        out.end().end();
    }

    private static void topology(HostDetail detail, XmlWriter out) {
        if (detail.cells().isEmpty()) {
            return;
        }
        out.start("topology")
                .start("cells")
                .attribute("num", Integer.toString(detail.cells().size()));
        for (HostDetail.Cell cell : detail.cells()) {
            cell(cell, out);
        }
        out.end().end();
    }

    private static void cell(HostDetail.Cell cell, XmlWriter out) {
        out.start("cell").attribute("id", Integer.toString(cell.id()));
        out.start("memory").attribute("unit", "KiB").text(Long.toString(cell.memoryKib())).end();
        for (HostDetail.Pages pages : cell.pages()) {
            out.start("pages")
                    .attribute("unit", "KiB")
                    .attribute("size", Integer.toString(pages.sizeKib()))
                    .text(Long.toString(pages.count()))
                    .end();
        }
        if (!cell.distances().isEmpty()) {
            out.start("distances");
            for (HostDetail.Distance distance : cell.distances()) {
                out.start("sibling")
                        .attribute("id", Integer.toString(distance.cell()))
                        .attribute("value", Integer.toString(distance.value()))
                        .end();
            }
            out.end();
        }
        out.start("cpus").attribute("num", Integer.toString(cell.cpus().size()));
        for (HostDetail.Cpu cpu : cell.cpus()) {
            out.start("cpu")
                    .attribute("id", Integer.toString(cpu.id()))
                    .attribute("socket_id", Integer.toString(cpu.socket()))
                    .attribute("die_id", Integer.toString(cpu.die()))
                    .attribute("core_id", Integer.toString(cpu.core()))
                    .attribute("siblings", cpu.siblings())
                    .end();
        }
        out.end().end();
    }

    private static void security(HostDetail detail, XmlWriter out) {
        for (HostDetail.SecurityModel model : detail.security()) {
            out.start("secmodel");
            out.start("model").text(model.model()).end();
            out.start("doi").text(model.doi()).end();
            for (HostDetail.BaseLabel label : model.baseLabels()) {
                out.start("baselabel").attribute("type", label.type()).text(label.label()).end();
            }
            out.end();
        }
    }

    private static void guest(HostFacts.GuestKind guest, XmlWriter out) {
        out.start("guest");
        out.start("os_type").text(guest.osType()).end();
        out.start("arch").attribute("name", guest.arch());
        out.start("wordsize").text(Integer.toString(guest.wordSize())).end();
        if (!guest.emulator().isEmpty()) {
            out.start("emulator").text(guest.emulator()).end();
        }
        for (HostFacts.Machine machine : guest.machines()) {
            out.start("machine");
            if (!machine.canonical().isEmpty()) {
                out.attribute("canonical", machine.canonical());
            }
            if (machine.maxCpus() > 0) {
                out.attribute("maxCpus", Integer.toString(machine.maxCpus()));
            }
            out.text(machine.name()).end();
        }
        for (String type : guest.domainTypes()) {
            out.start("domain").attribute("type", type).end();
        }
        out.end();
        features(guest.features(), out);
        out.end();
    }

    /// Some features say whether they are on by themselves, and whether that can be changed.
    private static void features(List<String> features, XmlWriter out) {
        if (features.isEmpty()) {
            return;
        }
        out.start("features");
        for (String feature : features) {
            out.start(feature);
            switch (feature) {
                case "acpi", "hap" -> out.attribute("default", "on").attribute("toggle", "yes");
                case "apic", "disksnapshot" ->
                        out.attribute("default", "on").attribute("toggle", "no");
                default -> {}
            }
            out.end();
        }
        out.end();
    }
}
