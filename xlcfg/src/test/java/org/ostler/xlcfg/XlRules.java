package org.ostler.xlcfg;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Where Ostler's document differs from xl's on purpose, and why.
final class XlRules {
    private XlRules() {}

    /// xl's document without what Ostler does not write.
    static Json.Obj theirs(XlConfig config, Json.Obj document) {
        Json.Obj theirs = document;
        if (config.get(XlDeviceOptions.USBDEV).stream()
                .flatMap(List::stream)
                .anyMatch(device -> device.type().isEmpty())) {
            theirs = each(theirs, "usbdevs", device -> without(device, "type.hostdev"));
        }
        // made up anew each time, where the configuration has none
        if (config.get(XlOptions.UUID).isEmpty()) {
            theirs = without(theirs, "c_info", "uuid");
        }
        // needs libxl's table of the processor's features; remarked as lost
        theirs = without(theirs, "b_info", "cpuid");
        // a random number; remarked as lost
        theirs = without(theirs, "b_info", "type.hvm", "ms_vm_genid");
        // where libxl has no word for a value, which is then its default
        theirs = withoutNulls(theirs);
        // one device in a list or alone is the same to libxl
        theirs = oneForList(oneForList(theirs, "serial"), "usbdevice");
        // an empty drive, with an empty target or with none
        theirs = each(theirs, "disks", XlRules::withoutEmptyTarget);
        // xl forgets to begin anew: a share without a back end has the one before it's
        if (config.get(XlDeviceOptions.P9).stream()
                .flatMap(List::stream)
                .anyMatch(share -> share.backend().isEmpty())) {
            theirs = each(theirs, "p9s", share -> without(share, "backend_domname"));
        }
        return withoutHostsPins(config, theirs);
    }

    /// `all` and nodes are what this host has, and are remarked as lost.
    private static Json.Obj withoutHostsPins(XlConfig config, Json.Obj document) {
        Json.Obj theirs = document;
        if (isHosts(config, XlOptions.CPUS)) {
            theirs = without(theirs, "b_info", "vcpu_hard_affinity");
        }
        if (isHosts(config, XlOptions.CPUS_SOFT)) {
            theirs = without(theirs, "b_info", "vcpu_soft_affinity");
        }
        return theirs;
    }

    private static boolean isHosts(XlConfig config, XlOption<CpuPins> option) {
        return config.get(option).stream()
                .flatMap(pins -> pins.sets().stream())
                .anyMatch(set -> set.matches(".*[a-z].*"));
    }

    private static Json.Obj withoutEmptyTarget(Json.Obj disk) {
        return disk.string("pdev_path").filter(String::isEmpty).isPresent()
                ? without(disk, "pdev_path")
                : disk;
    }

    private static Json.Obj oneForList(Json.Obj document, String name) {
        Json.Obj hvm = document.object("b_info").object("type.hvm");
        List<Json> list = hvm.array(name + "_list");
        if (list.size() != 1) {
            return document;
        }
        Json.Obj changed = with(without(hvm, name + "_list"), name, list.getFirst());
        return with(document, "b_info", with(document.object("b_info"), "type.hvm", changed));
    }

    private static Json.Obj withoutNulls(Json.Obj object) {
        SequencedMap<String, Json> members = new LinkedHashMap<>();
        object.members()
                .forEach(
                        (key, value) -> {
                            switch (value) {
                                case Json.Null _ -> {}
                                case Json.Obj inner -> members.put(key, withoutNulls(inner));
                                case Json.Arr list ->
                                        members.put(
                                                key,
                                                Json.array(
                                                        list.items().stream()
                                                                .map(XlRules::withoutNulls)
                                                                .toList()));
                                case Json.Str _, Json.Int _, Json.Bool _ -> members.put(key, value);
                            }
                        });
        return new Json.Obj(members);
    }

    private static Json withoutNulls(Json item) {
        return item instanceof Json.Obj object ? withoutNulls(object) : item;
    }

    /// Ostler's document without what xl does not print.
    static Json.Obj ours(XlConfig config, Json.Obj document) {
        Json.Obj ours = each(document, "disks", XlRules::withoutEmptyTarget);
        // xl 4.17 drops a whole reservation that names a policy; here it is what was asked for
        if (config.get(XlDeviceOptions.RDM).filter(rdm -> rdm.policy().isPresent()).isPresent()) {
            ours = without(ours, "b_info", "type.hvm", "rdm", "strategy");
            ours = without(ours, "b_info", "type.hvm", "rdm", "policy");
        }
        if (config.get(XlDeviceOptions.P9).stream()
                .flatMap(List::stream)
                .anyMatch(share -> share.backend().isEmpty())) {
            ours = each(ours, "p9s", share -> without(share, "backend_domname"));
        }
        // without a type, which can only be one, xl forgets what device it is
        return config.get(XlDeviceOptions.USBDEV).stream()
                        .flatMap(List::stream)
                        .anyMatch(device -> device.type().isEmpty())
                ? each(ours, "usbdevs", device -> without(device, "type.hostdev"))
                : ours;
    }

    private interface Change {
        Json.Obj of(Json.Obj object);
    }

    private static Json.Obj each(Json.Obj object, String key, Change change) {
        List<Json.Obj> items = object.objects(key);
        return items.isEmpty()
                ? object
                : with(object, key, Json.array(items.stream().map(change::of).toList()));
    }

    private static Json.Obj with(Json.Obj object, String key, Json value) {
        SequencedMap<String, Json> members = new LinkedHashMap<>(object.members());
        members.put(key, value);
        return new Json.Obj(members);
    }

    private static Json.Obj without(Json.Obj object, String... path) {
        SequencedMap<String, Json> members = new LinkedHashMap<>(object.members());
        if (path.length == 1) {
            members.remove(path[0]);
        } else if (members.get(path[0]) instanceof Json.Obj inner) {
            String[] rest = java.util.Arrays.copyOfRange(path, 1, path.length);
            members.put(path[0], without(inner, rest));
        }
        return new Json.Obj(members);
    }
}
