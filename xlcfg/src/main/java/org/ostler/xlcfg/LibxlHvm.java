package org.ostler.xlcfg;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
                .ifPresent(
                        is -> {
                            is.strategy().ifPresent(word -> rdm.put("strategy", Json.of(word)));
                            is.policy().ifPresent(word -> rdm.put("policy", Json.of(word)));
                        });
    }

    /// `firmware` names a kind of BIOS, or else a file.
    private void firmware(Map<String, Object> hvm) {
        String name = config.get(XlOptions.FIRMWARE).orElse("");
        Optional<String> file = config.get(XlOptions.FIRMWARE_OVERRIDE);
        switch (name) {
            case "", "bios" -> {}
            case "uefi", "ovmf" -> hvm.putIfAbsent("bios", Json.of("ovmf"));
            case "seabios", "rombios" -> hvm.putIfAbsent("bios", Json.of(name));
            default -> file = file.or(() -> Optional.of(name));
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
        var enable = new ArrayList<Integer>();
        var disable = new ArrayList<Integer>();
        for (int bit = 0; bit < ALL_GROUPS && groups.contains("all"); bit++) {
            enable.add(bit);
        }
        for (String group : groups) {
            boolean without = group.startsWith("!");
            int bit = VIRIDIAN.indexOf(without ? group.substring(1) : group);
            if (bit >= 0 && !(enable.size() == ALL_GROUPS && !without)) {
                (without ? disable : enable).add(bit);
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
        hvm.put("gfx_passthru", Json.defbool(!value.equals("0")));
        if (!value.matches("[01]") && !value.equals("default")) {
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
        if (rdm.string("strategy").isPresent() || rdm.string("policy").isPresent()) {
            all =
                    all.with(
                            XlDeviceOptions.RDM,
                            new RdmSpec(rdm.string("strategy"), rdm.string("policy"), Map.of()));
        }
        var groups = new ArrayList<String>();
        hvm.string("viridian").ifPresent(is -> groups.add(number(is)));
        groups(hvm, "viridian_enable", "", groups);
        groups(hvm, "viridian_disable", "!", groups);
        return groups.isEmpty() ? all : all.with(XlHvmOptions.VIRIDIAN, List.copyOf(groups));
    }

    private static String number(String defbool) {
        return defbool.equals("True") ? "1" : "0";
    }

    private static void groups(Json.Obj hvm, String member, String sign, List<String> groups) {
        if (hvm.array(member).size() == ALL_GROUPS) {
            groups.add(sign + "all");
            return;
        }
        for (Json bit : hvm.array(member)) {
            if (bit instanceof Json.Int number && number.value().bitLength() < 16) {
                int at = (int) number.longValue();
                if (at >= 0 && at < VIRIDIAN.size()) {
                    groups.add(sign + VIRIDIAN.get(at));
                }
            }
        }
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
