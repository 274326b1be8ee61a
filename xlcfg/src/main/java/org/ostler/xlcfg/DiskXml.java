package org.ostler.xlcfg;

import org.ostler.model.XmlElement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Disks as a domain's description has them, both ways.
final class DiskXml {
    private DiskXml() {}

    static Xml toXml(DiskSpec disk, XlDialect dialect) {
        String driver = driver(disk, dialect);
        boolean network = RbdSource.isRbd(disk.target().orElse(""));
        boolean block = driver.equals("phy");
        Xml xml =
                Xml.of("disk")
                        .with("type", network ? "network" : block ? "block" : "file")
                        .with("device", disk.cdrom() ? "cdrom" : "disk")
                        .add(
                                Xml.of("driver")
                                        .with("name", driver)
                                        .with(
                                                "type",
                                                disk.format()
                                                        .filter(f -> !f.equals("empty"))
                                                        .orElse("raw"))
                                        .with(
                                                "discard",
                                                disk.discard().map(is -> is ? "unmap" : "ignore")));
        if (network) {
            xml.add(RbdSource.toXml(disk.target().orElseThrow()));
        } else {
            disk.target()
                    .ifPresent(is -> xml.add(Xml.of("source").with(block ? "dev" : "file", is)));
        }
        xml.add(disk.backend().map(is -> Xml.of("backenddomain").with("name", is)));
        String bus = bus(disk.vdev());
        xml.add(Xml.of("target").with("dev", disk.vdev()).with("bus", bus));
        if (disk.readOnly()) {
            xml.add(Xml.of("readonly"));
        }
        if (disk.access().filter(is -> is == DiskSpec.Access.SHARED).isPresent()) {
            xml.add(Xml.of("shareable"));
        }
        return xml.add(address(disk.vdev(), bus));
    }

    private static String driver(DiskSpec disk, XlDialect dialect) {
        if (dialect == XlDialect.XM) {
            return disk.prefixes().stream()
                    .filter(word -> !word.equals("ioemu"))
                    .findFirst()
                    .orElse("phy");
        }
        return switch (disk.backendType().orElse("")) {
            case "phy" -> "phy";
            case "tap" -> "tap";
            case "standalone" -> "standalone";
            default -> "qemu";
        };
    }

    private static String bus(String vdev) {
        return vdev.startsWith("hd")
                ? "ide"
                : vdev.startsWith("sd") ? "scsi" : vdev.startsWith("fd") ? "fdc" : "xen";
    }

    /// The number of a disk behind its bus's prefix: `hda` is 0, `sdaa` is 26; -1 for none.
    static int index(String vdev) {
        int index = 0;
        int at = vdev.startsWith("xvd") ? 3 : 2;
        int start = at;
        while (at < vdev.length() && vdev.charAt(at) >= 'a' && vdev.charAt(at) <= 'z' && at < 6) {
            index = index * 26 + vdev.charAt(at++) - 'a' + 1;
        }
        return at == start ? -1 : index - 1;
    }

    private static Optional<Xml> address(String vdev, String bus) {
        int index = index(vdev);
        if (index < 0 || bus.equals("xen")) {
            return Optional.empty();
        }
        boolean scsi = bus.equals("scsi");
        int perController = scsi ? 7 : bus.equals("fdc") ? 2 : 4;
        int within = index % perController;
        return Optional.of(
                Xml.of("address")
                        .with("type", "drive")
                        .with("controller", index / perController)
                        .with("bus", bus.equals("ide") ? within / 2 : 0)
                        .with("target", 0)
                        .with("unit", bus.equals("ide") ? within % 2 : within));
    }

    static DiskSpec toSpec(XmlElement disk, XlDialect dialect) {
        String driver = Xml.childAttribute(disk, "driver", "name").orElse("");
        String format = Xml.childAttribute(disk, "driver", "type").orElse("raw");
        boolean readOnly = disk.child("readonly").isPresent();
        boolean shared = disk.child("shareable").isPresent();
        boolean modern = dialect == XlDialect.XL;
        Optional<String> target = target(disk);
        List<String> prefixes = modern ? List.of() : prefixes(driver, format, disk, target);
        boolean emptyLegacy = !modern && target.isEmpty();
        return new DiskSpec(
                target,
                modern ? Optional.of(spelled(format)) : legacyFormat(prefixes),
                Xml.childAttribute(disk, "target", "dev").orElse(""),
                Optional.of(
                        readOnly
                                ? DiskSpec.Access.READ_ONLY
                                : shared ? DiskSpec.Access.SHARED : DiskSpec.Access.READ_WRITE),
                Xml.is(disk, "device", "cdrom"),
                Xml.childAttribute(disk, "backenddomain", "name"),
                modern ? backend(driver) : Optional.empty(),
                Optional.empty(),
                false,
                Xml.childAttribute(disk, "driver", "discard").map(is -> is.equals("unmap")),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                emptyLegacy ? List.of() : prefixes);
    }

    private static String spelled(String format) {
        return format.equals("vpc") ? "vhd" : format;
    }

    private static Optional<String> backend(String driver) {
        return switch (driver) {
            case "phy", "tap", "standalone" -> Optional.of(driver);
            case "qemu", "file", "" -> Optional.of("qdisk");
            default -> Optional.empty();
        };
    }

    private static Optional<String> target(XmlElement disk) {
        Optional<XmlElement> source = disk.child("source");
        if (Xml.is(disk, "type", "network")) {
            return source.map(RbdSource::toTarget);
        }
        return source.flatMap(
                is ->
                        is.attribute("file")
                                .or(() -> is.attribute("dev"))
                                .or(() -> is.attribute("dir")));
    }

    private static Optional<String> legacyFormat(List<String> prefixes) {
        return prefixes.stream().filter(word -> word.matches("raw|qcow2?|vhd|qed")).findFirst();
    }

    private static List<String> prefixes(
            String driver, String format, XmlElement disk, Optional<String> target) {
        if (target.isEmpty()) {
            return List.of();
        }
        boolean block = Xml.is(disk, "type", "block");
        var words = new ArrayList<String>();
        words.add(driver.isEmpty() || driver.equals("qemu") ? (block ? "phy" : "file") : driver);
        if (driver.startsWith("tap")) {
            words.add(format.equals("raw") ? "aio" : spelled(format));
        }
        return words;
    }
}
