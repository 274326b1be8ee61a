package org.ostler.xlcfg;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A PCI device of the host: xl-pci-configuration(5).
///
/// @param bdf the host's address as `DDDD:BB:SS.F`, in lower case; `*` for all functions; nothing
///   when `name` says which device
/// @param vslot the guest's slot, hexadecimal
/// @param name the name that the device was given when it was made assignable
/// @param others settings without a component, as they stand
public record PciSpec(
        Optional<String> bdf,
        Optional<String> vslot,
        Optional<Boolean> permissive,
        Optional<Boolean> msitranslate,
        Optional<Boolean> seize,
        Optional<Boolean> powerManagement,
        Optional<String> rdmPolicy,
        Optional<String> name,
        Map<String, String> others) {
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(?:([0-9a-fA-F]{1,8}):)?([0-9a-fA-F]{1,2}):([01]?[0-9a-fA-F])"
                            + "\\.([0-7*])(?:@([01]?[0-9a-fA-F]))?");

    private static final SpecShape<PciSpec> SHAPE =
            new SpecShape<>(
                    "pci",
                    List.of(
                            SpecKey.of("vslot", PciSpec::vslot),
                            SpecKey.of("permissive", PciSpec::permissive),
                            SpecKey.of("msitranslate", PciSpec::msitranslate),
                            SpecKey.of("seize", PciSpec::seize),
                            SpecKey.of("power_mgmt", PciSpec::powerManagement),
                            SpecKey.of("rdm_policy", PciSpec::rdmPolicy),
                            SpecKey.of("name", PciSpec::name)),
                    words -> new PciSpec(Optional.empty(), words),
                    PciSpec::others);

    static final XlKind<List<PciSpec>> KIND =
            XlKind.list(
                    "a list of PCI device specifications",
                    XlKind.spec("a PCI device specification", PciSpec::read, PciSpec::text));

    private PciSpec(Optional<String> bdf, SpecWords words) {
        this(
                bdf,
                words.text("vslot"),
                words.truth("permissive"),
                words.truth("msitranslate"),
                words.truth("seize"),
                words.truth("power_mgmt"),
                words.text("rdm_policy"),
                words.text("name"),
                words.others(Set.of()));
    }

    public PciSpec {
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }

    private static PciSpec read(String text, XlReadContext in) {
        int comma = text.indexOf(',');
        String first = (comma < 0 ? text : text.substring(0, comma)).strip();
        boolean positional = first.indexOf('=') < 0;
        SpecWords words =
                SpecWords.split(
                        positional ? text.substring(comma < 0 ? text.length() : comma) : text, in);
        Optional<String> slot = words.text("vslot");
        if (slot.isPresent()) {
            words.put("vslot=" + slot(slot.get(), in));
        }
        Optional<String> address = positional ? Optional.of(first) : words.text("bdf");
        if (address.isEmpty()) {
            if (!words.has("name")) {
                throw in.fail("no device", "an address such as '0000:01:00.0', or 'name='");
            }
            return new PciSpec(Optional.empty(), words);
        }
        Matcher matcher = ADDRESS.matcher(address.get());
        if (!matcher.matches()) {
            throw in.fail("'" + address.get() + "' is no PCI address", "'[DDDD:]BB:SS.F'");
        }
        if (matcher.group(5) != null) {
            words.put("vslot=" + matcher.group(5).toLowerCase(Locale.ROOT));
        }
        return new PciSpec(Optional.of(address(matcher)), words);
    }

    private static String slot(String text, XlReadContext in) {
        if (!text.matches("(0x)?[01]?[0-9a-fA-F]")) {
            throw in.fail("'vslot' has the value '" + text + "'", "a slot from 0 to 1f");
        }
        return text.toLowerCase(Locale.ROOT).replace("0x", "");
    }

    private static String address(Matcher matcher) {
        String domain = matcher.group(1);
        return String.format(
                        Locale.ROOT,
                        "%04x:%02x:%02x.",
                        domain == null ? 0 : Long.parseLong(domain, 16),
                        Integer.parseInt(matcher.group(2), 16),
                        Integer.parseInt(matcher.group(3), 16))
                + matcher.group(4);
    }

    /// The specification as a string.
    public String text() {
        String settings = SHAPE.format(this);
        return bdf.map(address -> settings.isEmpty() ? address : address + "," + settings)
                .orElse(settings);
    }
}
