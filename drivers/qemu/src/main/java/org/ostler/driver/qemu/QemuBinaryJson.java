package org.ostler.driver.qemu;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// [QemuBinary] as JSON and back, for the cache on disk.
final class QemuBinaryJson {
    private QemuBinaryJson() {}

    static Json.Obj write(QemuBinary b) {
        return Json.object()
                .put("path", b.path().toString())
                .put("major", b.version().major())
                .put("minor", b.version().minor())
                .put("micro", b.version().micro())
                .put("package", b.packageVersion())
                .put("arch", b.arch())
                .put("machines", array(b.machines(), QemuBinaryJson::machine))
                .put("cpus", array(b.cpus(), QemuBinaryJson::cpu))
                .put("devices", Json.strings(new TreeSet<>(b.devices())))
                .put("commands", Json.strings(new TreeSet<>(b.commands())))
                .put("options", Json.strings(new TreeSet<>(b.options())))
                .put("kvmPresent", b.kvm().present())
                .put("kvmInitialised", b.kvm().initialised())
                .build();
    }

    /// @throws IllegalArgumentException when something is missing
    static QemuBinary read(Json.Obj o) {
        return new QemuBinary(
                Path.of(text(o, "path")),
                new QemuBinary.Version(number(o, "major"), number(o, "minor"), number(o, "micro")),
                text(o, "package"),
                text(o, "arch"),
                objects(o, "machines").stream().map(QemuBinaryJson::machine).toList(),
                objects(o, "cpus").stream().map(QemuBinaryJson::cpu).toList(),
                Set.copyOf(strings(o, "devices")),
                Set.copyOf(strings(o, "commands")),
                Set.copyOf(strings(o, "options")),
                new QemuBinary.Kvm(o.isTrue("kvmPresent"), o.isTrue("kvmInitialised")));
    }

    private static Json.Obj machine(QemuBinary.Machine m) {
        return Json.object()
                .put("name", m.name())
                .putIf("alias", m.alias())
                .put("default", m.isDefault())
                .put("maxCpus", m.maxCpus())
                .put("deprecated", m.deprecated())
                .put("hotplugsCpus", m.hotplugsCpus())
                .putIf("defaultCpu", m.defaultCpu())
                .putIf("ramId", m.ramId())
                .build();
    }

    private static QemuBinary.Machine machine(Json.Obj o) {
        return new QemuBinary.Machine(
                text(o, "name"),
                o.string("alias"),
                o.isTrue("default"),
                number(o, "maxCpus"),
                o.isTrue("deprecated"),
                o.isTrue("hotplugsCpus"),
                o.string("defaultCpu"),
                o.string("ramId"));
    }

    private static Json.Obj cpu(QemuBinary.Cpu c) {
        return Json.object()
                .put("name", c.name())
                .put("missing", Json.strings(c.missing()))
                .put("deprecated", c.deprecated())
                .put("migrationSafe", c.migrationSafe())
                .putIf("aliasOf", c.aliasOf())
                .build();
    }

    private static QemuBinary.Cpu cpu(Json.Obj o) {
        return new QemuBinary.Cpu(
                text(o, "name"),
                strings(o, "missing"),
                o.isTrue("deprecated"),
                o.isTrue("migrationSafe"),
                o.string("aliasOf"));
    }

    private interface Writer<T> {
        Json.Obj write(T value);
    }

    private static <T> Json.Arr array(List<T> values, Writer<T> writer) {
        List<Json> elements = new ArrayList<>();
        values.forEach(v -> elements.add(writer.write(v)));
        return new Json.Arr(elements);
    }

    private static String text(Json.Obj o, String member) {
        return required(o.string(member), member);
    }

    private static int number(Json.Obj o, String member) {
        return Math.toIntExact(required(o.integer(member), member));
    }

    private static <T> T required(Optional<T> value, String member) {
        return value.orElseThrow(() -> new IllegalArgumentException("'" + member + "' is missing"));
    }

    private static List<Json.Obj> objects(Json.Obj o, String member) {
        return required(o.find(member), member).asObjects();
    }

    private static List<String> strings(Json.Obj o, String member) {
        List<String> values = new ArrayList<>();
        if (required(o.find(member), member) instanceof Json.Arr(List<Json> elements)) {
            for (Json element : elements) {
                if (element instanceof Json.Str(String value)) {
                    values.add(value);
                }
            }
        }
        return values;
    }
}
