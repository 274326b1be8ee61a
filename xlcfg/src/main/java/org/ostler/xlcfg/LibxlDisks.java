package org.ostler.xlcfg;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Disks in libxl's document, both ways.
final class LibxlDisks {
    private LibxlDisks() {}

    static Optional<Json> write(XlConfig config) {
        List<Json> disks =
                config.get(XlDeviceOptions.DISK).orElse(List.of()).stream()
                        .map(LibxlDisks::write)
                        .toList();
        return disks.isEmpty() ? Optional.empty() : Optional.of(Json.array(disks));
    }

    private static Json write(DiskSpec disk) {
        Json.Builder built =
                Json.object()
                        .putIfPresent("backend_domname", disk.backend())
                        .put("pdev_path", disk.target().orElse(""))
                        .put("vdev", disk.vdev())
                        .putIfPresent("backend", disk.backendType())
                        .put(
                                "format",
                                disk.format()
                                        .orElse(
                                                disk.target().orElse("").isEmpty()
                                                        ? "empty"
                                                        : "raw"))
                        .putIfPresent("script", disk.script())
                        .putIfPresent("specification", disk.specification());
        if (disk.cdrom()) {
            built.put("removable", 1).put("is_cdrom", 1);
        }
        if (!disk.readOnly()) {
            built.put("readwrite", 1);
        }
        if (disk.directIoSafe()) {
            built.put("direct_io_safe", Json.of(true));
        }
        disk.discard().ifPresent(is -> built.put("discard_enable", Json.defbool(is)));
        disk.trusted().ifPresent(is -> built.put("trusted", Json.defbool(is)));
        return built.build();
    }

    static XlConfig read(Json.Obj document, XlConfig config) {
        var disks = new ArrayList<DiskSpec>();
        for (Json.Obj disk : document.objects("disks")) {
            boolean cdrom = disk.flag("is_cdrom") || disk.integerOrZero("is_cdrom") != 0;
            boolean writable = disk.flag("readwrite") || disk.integerOrZero("readwrite") != 0;
            Optional<String> target = disk.string("pdev_path").filter(is -> !is.isEmpty());
            disks.add(
                    new DiskSpec(
                            target,
                            disk.word("format").filter(is -> target.isPresent()),
                            disk.word("vdev").orElse(""),
                            Optional.of(
                                    writable
                                            ? DiskSpec.Access.READ_WRITE
                                            : DiskSpec.Access.READ_ONLY),
                            cdrom,
                            disk.word("backend_domname"),
                            disk.word("backend"),
                            disk.word("script"),
                            disk.flag("direct_io_safe"),
                            disk.string("discard_enable").map("True"::equals),
                            disk.string("trusted").map("True"::equals),
                            disk.word("specification"),
                            new LinkedHashMap<>(),
                            List.of()));
        }
        return disks.isEmpty() ? config : config.with(XlDeviceOptions.DISK, List.copyOf(disks));
    }
}
