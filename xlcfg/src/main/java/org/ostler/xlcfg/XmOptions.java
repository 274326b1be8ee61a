package org.ostler.xlcfg;

import java.util.ArrayList;
import java.util.List;

/// Options of xend's time that xl ignores, and libvirt still writes.
///
/// One row per option: its name, what its value is, and the section of xl.cfg(5) that describes it.
public final class XmOptions {
    private static final String REFERENCE = "xend, ";
    private static final List<XlOption<?>> ALL = new ArrayList<>();

    public static final XlOption<List<String>> PARALLEL = row("parallel", XlKind.WORDS, "xm");
    public static final XlOption<String> BOOTARGS = row("bootargs", XlKind.TEXT, "xm");

    private XmOptions() {}

    static List<XlOption<?>> all() {
        return List.copyOf(ALL);
    }

    private static <T> XlOption<T> row(String name, XlKind<T> kind, String section) {
        return row(name, kind, section, XenRelease.V4_17);
    }

    private static <T> XlOption<T> row(
            String name, XlKind<T> kind, String section, XenRelease since) {
        var option = new XlOption<>(name, kind, since, REFERENCE + section);
        ALL.add(option);
        return option;
    }
}
