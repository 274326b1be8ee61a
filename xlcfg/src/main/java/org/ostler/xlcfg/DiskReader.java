package org.ostler.xlcfg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads a disk specification as libxlutil 4.17 was seen to, and xend's spellings that it strips.
///
/// Used by one thread and then dropped.
final class DiskReader {
    private static final Set<String> FORMATS =
            Set.of("raw", "qcow", "qcow2", "vhd", "qed", "empty");
    private static final Set<String> SCRIPTS = Set.of("iscsi", "nbd", "enbd", "drbd");
    private static final Set<String> STRIPPED =
            Set.of("phy", "file", "tap", "tap2", "tapdisk", "aio", "ioemu", "vmdk", "ram");
    private static final Set<String> FLAGS =
            Set.of(
                    "cdrom",
                    "direct-io-safe",
                    "discard",
                    "no-discard",
                    "trusted",
                    "untrusted",
                    "colo",
                    "no-colo");
    private static final Set<String> COLO =
            Set.of(
                    "colo",
                    "no-colo",
                    "colo-host",
                    "colo-port",
                    "colo-export",
                    "active-disk",
                    "hidden-disk");

    private final XlReadContext in;
    private final SpecWords words;
    private final List<String> prefixes = new ArrayList<>();
    private Optional<String> target = Optional.empty();
    private Optional<String> format = Optional.empty();
    private Optional<String> vdev = Optional.empty();
    private Optional<String> access = Optional.empty();
    private int position;

    private DiskReader(XlReadContext in) {
        this.in = in;
        words = new SpecWords(in);
    }

    /// @throws org.ostler.model.SpecException for what xl refuses too
    static DiskSpec read(String text, XlReadContext in) {
        var reader = new DiskReader(in);
        reader.parts(text);
        return reader.spec();
    }

    private void parts(String text) {
        int at = 0;
        while (at <= text.length()) {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            if (text.startsWith("target=", at)) {
                target = Optional.of(text.substring(at + 7));
                return;
            }
            int comma = text.indexOf(',', at);
            int end = comma < 0 ? text.length() : comma;
            part(text.substring(at, end));
            at = end + 1;
        }
    }

    private void part(String part) {
        String key = part.substring(0, Math.max(0, part.indexOf('=')));
        if (position == 0 && !key.isBlank() && isSetting(key.strip()) && !isSetting(key)) {
            throw in.fail("a blank before '=' in '" + part + "'", "'" + key.strip() + "='");
        }
        if (position == 0 && !isSetting(key) && !FLAGS.contains(part)) {
            String rest = strip(part);
            target = rest.isEmpty() ? Optional.empty() : Optional.of(rest);
            position = prefixes.isEmpty() ? 1 : 2;
        } else if (isSetting(key) || FLAGS.contains(part)) {
            words.put(part);
        } else {
            positional(part);
        }
    }

    /// Whether a word before `=` is a setting's name, rather than a piece of a path.
    private static boolean isSetting(String key) {
        return !key.isEmpty() && key.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '-');
    }

    private void positional(String part) {
        if (position == 1 && part.matches("(ioemu:)?[a-z]+[a-z0-9]*:(cdrom|disk)")) {
            position = 2;
        }
        switch (position++) {
            case 1 -> format = given(part);
            case 2 -> vdev = given(part);
            case 3 -> access = given(part);
            default -> {
                if (!part.isEmpty()) {
                    throw in.fail("'" + part + "' has no place", "at most 4 words without '='");
                }
            }
        }
    }

    private static Optional<String> given(String part) {
        return part.isEmpty() ? Optional.empty() : Optional.of(part);
    }

    private String strip(String target) {
        String rest = target;
        for (int colon = rest.indexOf(':'); colon > 0; colon = rest.indexOf(':')) {
            String prefix = rest.substring(0, colon);
            if (!FORMATS.contains(prefix)
                    && !SCRIPTS.contains(prefix)
                    && !STRIPPED.contains(prefix)) {
                break;
            }
            prefixes.add(prefix);
            rest = rest.substring(colon + 1);
            if (SCRIPTS.contains(prefix)) {
                break;
            }
        }
        if (!prefixes.isEmpty()) {
            in.remark(
                    XlRemark.Kind.LEGACY,
                    "'" + String.join(":", prefixes) + ":' before the target is xend's spelling");
        }
        return rest;
    }

    private DiskSpec spec() {
        boolean cdrom = device();
        if (words.has("trusted") || words.has("untrusted")) {
            in.remark(XlRemark.Kind.REFUSED_BY_XL, "xl 4.17 does not know '(un)trusted' of a disk");
        }
        Optional<String> named =
                words.text("format").filter(text -> !text.isEmpty()).or(() -> format);
        format = named.or(this::prefixedFormat);
        if (format.isPresent() && !FORMATS.contains(format.get())) {
            throw in.fail(
                    "unknown format '" + format.get() + "'", "raw, qcow, qcow2, vhd, qed or empty");
        }
        if (target.isEmpty() && !cdrom) {
            throw in.fail("no target", "'target=PATH'; only a cdrom may be empty");
        }
        return new DiskSpec(
                target,
                format,
                vdev.orElseThrow(() -> in.fail("no virtual device", "'vdev=xvda' or the like")),
                access(),
                cdrom,
                words.text("backend"),
                words.text("backendtype"),
                words.text("script").or(this::prefixedScript),
                words.flag("direct-io-safe"),
                words.flags("discard", "no-discard"),
                words.flags("trusted", "untrusted"),
                words.text("specification"),
                words.others(COLO),
                prefixes);
    }

    private boolean device() {
        vdev = words.text("vdev").or(() -> vdev);
        String type = words.text("devtype").orElse("");
        if (!type.isEmpty() && !type.equals("cdrom") && !type.equals("disk")) {
            throw in.fail("unknown device type '" + type + "'", "cdrom or disk");
        }
        String device = vdev.orElse("");
        boolean cdrom = words.flag("cdrom") || type.equals("cdrom") || device.endsWith(":cdrom");
        int from = device.startsWith("ioemu:") ? 6 : 0;
        int colon = device.indexOf(':', from);
        vdev = vdev.map(text -> text.substring(from, colon < 0 ? text.length() : colon));
        if (colon > 0 && prefixes.isEmpty()) {
            in.remark(XlRemark.Kind.LEGACY, "'" + device + "' is xend's spelling of 'devtype='");
        }
        return cdrom;
    }

    private Optional<DiskSpec.Access> access() {
        Optional<String> text =
                words.text("access").or(() -> access).filter(word -> !word.isEmpty());
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<DiskSpec.Access> known = DiskSpec.Access.of(text.get());
        if (known.isEmpty() && text.get().equals("cdrom")) {
            return known;
        }
        if (known.isEmpty()) {
            throw in.fail("unknown access '" + text.get() + "'", "ro, r, rw or w");
        }
        if (known.get() == DiskSpec.Access.SHARED) {
            in.remark(XlRemark.Kind.REFUSED_BY_XL, "xl does not know xend's access 'w!'");
        }
        return known;
    }

    private Optional<String> prefixedFormat() {
        return prefixes.stream().filter(FORMATS::contains).reduce((_, last) -> last);
    }

    private Optional<String> prefixedScript() {
        return prefixes.stream().filter(SCRIPTS::contains).findFirst().map(name -> "block-" + name);
    }
}
