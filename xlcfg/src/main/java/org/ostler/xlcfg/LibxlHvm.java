package org.ostler.xlcfg;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// What of a fully virtualised guest is not one value in libxl's document.
final class LibxlHvm {
    private static final List<String> VIRIDIAN =
            List.of(
                    "base",
                    "freq",
                    "time_ref_count",
                    "reference_tsc",
                    "hcall_remote_tlb_flush",
                    "apic_assist",
                    "crash_ctl",
                    "synic",
                    "stimer",
                    "hcall_ipi",
                    "ex_processor_masks",
                    "no_vp_limit",
                    "cpu_hotplug");

    /// What xl makes of `all`: also groups that are not there yet.
    private static final int ALL_GROUPS = 64;

    /// With another one, xl drops the whole reservation.
    private static final Set<String> STRATEGIES = Set.of("host", "ignore");

    private final XlConfig config;

    LibxlHvm(XlConfig config) {
        this.config = config;
    }

    void write(Map<String, Object> root) {
        Map<String, Object> hvm = LibxlPath.child(LibxlPath.child(root, "b_info"), "type.hvm");
        for (String part : List.of("vga", "vnc", "sdl", "spice", "rdm")) {
            LibxlPath.child(hvm, part);
        }
        vga().ifPresent(is -> LibxlPath.child(hvm, "vga").put("kind", Json.of(is)));
        firmware(hvm);
        texts(hvm, XlHvmOptions.SERIAL, "serial");
        texts(hvm, XlHvmOptions.USBDEVICE, "usbdevice");
        config.get(XlHvmOptions.VIRIDIAN).ifPresent(is -> viridian(hvm, is));
        config.get(XlDeviceOptions.GFX_PASSTHRU).ifPresent(is -> graphics(hvm, is));
        config.get(XlOptions.MCA_CAPS)
                .filter(is -> is.contains("lmce"))
                .ifPresent(_ -> hvm.put("mca_caps", Json.of(1)));
        Map<String, Object> rdm = LibxlPath.child(hvm, "rdm");
        config.get(XlDeviceOptions.RDM)
                .filter(is -> is.strategy().stream().allMatch(STRATEGIES::contains))
                .ifPresent(
                        is -> {
                            is.strategy().ifPresent(word -> rdm.put("strategy", Json.of(word)));
                            is.policy().ifPresent(word -> rdm.put("policy", Json.of(word)));
                        });
    }

    /// Whether xl knows that group, or that it is to be left out.
    static boolean isGroup(String group) {
        return group.equals("all")
                || group.equals("defaults")
                || VIRIDIAN.contains(group.startsWith("!") ? group.substring(1) : group);
    }

    /// `firmware` names a kind of BIOS, or else a file.
    private void firmware(Map<String, Object> hvm) {
        String name = config.get(XlOptions.FIRMWARE).orElse("");
        Optional<String> file = config.get(XlOptions.FIRMWARE_OVERRIDE);
        switch (name) {
            case "", "bios" -> {}
            case "uefi", "ovmf" -> hvm.put("bios", Json.of("ovmf"));
            case "seabios", "rombios" -> hvm.put("bios", Json.of(name));
            default -> file = Optional.of(name);
        }
        file.ifPresent(is -> hvm.put("firmware", Json.of(is)));
    }

    private Optional<String> vga() {
        return config.get(XlHvmOptions.VGA)
                .map(is -> is.equals("stdvga") ? "std" : is)
                .or(() -> config.get(XlHvmOptions.STDVGA).map(is -> is ? "std" : "cirrus"));
    }

    /// One is a string of its own, more are a list of another name.
    private void texts(Map<String, Object> hvm, XlOption<List<String>> option, String name) {
        List<String> all = config.get(option).orElse(List.of());
        if (all.size() == 1) {
            hvm.put(name, Json.of(all.getFirst()));
        } else if (!all.isEmpty()) {
            hvm.put(name + "_list", Json.array(all.stream().map(Json::of).toList()));
        }
    }

    private static void viridian(Map<String, Object> hvm, List<String> groups) {
        if (groups.equals(List.of("0")) || groups.equals(List.of("1"))) {
            hvm.put("viridian", Json.defbool(groups.getFirst().equals("1")));
            return;
        }
        var enable = new TreeSet<Integer>();
        var disable = new TreeSet<Integer>();
        for (String group : groups) {
            boolean without = group.startsWith("!");
            int bit = VIRIDIAN.indexOf(without ? group.substring(1) : group);
            switch (group) {
                case "defaults" -> hvm.put("viridian", Json.defbool(true));
                case "all" -> enable.addAll(IntStream.range(0, ALL_GROUPS).boxed().toList());
                default -> {
                    if (bit >= 0) {
                        (without ? disable : enable).add(bit);
                        (without ? enable : disable).remove(bit);
                    }
                }
            }
        }
        if (!enable.isEmpty()) {
            hvm.put("viridian_enable", Json.bitmap(enable));
        }
        if (!disable.isEmpty()) {
            hvm.put("viridian_disable", Json.bitmap(disable));
        }
    }

    private static void graphics(Map<String, Object> hvm, String value) {
        OptionalLong number = XlNumbers.parse(value);
        hvm.put("gfx_passthru", Json.defbool(number.orElse(1) != 0));
        if (number.isEmpty() && !value.equals("default")) {
            hvm.put("gfx_passthru_kind", Json.of(value));
        }
    }

    /// A configuration with what was written here.
    static XlConfig read(Json.Obj hvm, XlConfig config) {
        XlConfig all =
                config.with(
                                XlHvmOptions.VGA,
                                hvm.object("vga")
                                        .string("kind")
                                        .map(is -> is.equals("std") ? "stdvga" : is))
                        .with(
                                XlOptions.MCA_CAPS,
                                hvm.integerOrZero("mca_caps") == 1
                                        ? Optional.of(List.of("lmce"))
                                        : Optional.empty())
                        .with(XlOptions.FIRMWARE_OVERRIDE, hvm.string("firmware"))
                        .with(XlHvmOptions.SERIAL, texts(hvm, "serial"))
                        .with(XlHvmOptions.USBDEVICE, texts(hvm, "usbdevice"))
                        .with(
                                XlDeviceOptions.GFX_PASSTHRU,
                                hvm.string("gfx_passthru_kind")
                                        .or(
                                                () ->
                                                        hvm.string("gfx_passthru")
                                                                .map(LibxlHvm::number)));
        Json.Obj rdm = hvm.object("rdm");
        if (rdm.word("strategy").isPresent() || rdm.word("policy").isPresent()) {
            all =
                    all.with(
                            XlDeviceOptions.RDM,
                            new RdmSpec(rdm.word("strategy"), rdm.word("policy"), Map.of()));
        }
        var groups = new ArrayList<String>();
        List<String> enable = groups(hvm, "viridian_enable");
        List<String> disable = groups(hvm, "viridian_disable");
        boolean lists = !enable.isEmpty() || !disable.isEmpty();
        hvm.string("viridian").ifPresent(is -> groups.add(lists ? "defaults" : number(is)));
        // what comes later counts
        boolean last = hvm.array("viridian_enable").size() == ALL_GROUPS;
        List<String> without = disable.stream().map("!"::concat).toList();
        groups.addAll(last ? without : enable);
        groups.addAll(last ? enable : without);
        return groups.isEmpty() ? all : all.with(XlHvmOptions.VIRIDIAN, List.copyOf(groups));
    }

    private static String number(String defbool) {
        return defbool.equals("True") ? "1" : "0";
    }

    private static List<String> groups(Json.Obj hvm, String member) {
        var groups = new ArrayList<String>();
        for (Json bit : hvm.array(member)) {
            if (bit instanceof Json.Int number && number.value().bitLength() < 16) {
                int at = (int) number.longValue();
                if (at >= VIRIDIAN.size()) {
                    return List.of("all");
                }
                if (at >= 0) {
                    groups.add(VIRIDIAN.get(at));
                }
            }
        }
        return groups;
    }

    private static Optional<List<String>> texts(Json.Obj hvm, String name) {
        List<String> list =
                hvm.array(name + "_list").stream()
                        .filter(Json.Str.class::isInstance)
                        .map(item -> ((Json.Str) item).value())
                        .toList();
        return list.isEmpty() ? hvm.string(name).map(List::of) : Optional.of(list);
    }
}
