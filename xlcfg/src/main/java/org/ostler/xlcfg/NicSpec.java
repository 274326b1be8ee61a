package org.ostler.xlcfg;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A network interface: xl-network-configuration(5).
///
/// @param mac as written
/// @param bridge the bridge; with Open vSwitch, VLANs follow behind a dot and colons
/// @param type `ioemu` for an emulated card besides the paravirtual one, `vif` for the latter alone
/// @param model the card that is emulated
/// @param vifname the name of the host's end
/// @param script the program that connects the host's end
/// @param ip addresses, as the script wants them
/// @param backend the domain that serves it
/// @param rate such as `10Mb/s` or `1MB/s@20ms`
/// @param gatewaydev the host's interface to the network, for routing
/// @param devid the number, if it is not to be the first that is free
/// @param trusted whether the guest may trust the back end
/// @param others settings without a component, such as those of COLO, as they stand
public record NicSpec(
        Optional<String> mac,
        Optional<String> bridge,
        Optional<String> type,
        Optional<String> model,
        Optional<String> vifname,
        Optional<String> script,
        Optional<String> ip,
        Optional<String> backend,
        Optional<String> rate,
        Optional<String> gatewaydev,
        Optional<Long> mtu,
        Optional<Long> devid,
        Optional<Boolean> trusted,
        Map<String, String> others) {
    private static final List<SpecKey<NicSpec>> KEYS =
            List.of(
                    SpecKey.of("mac", NicSpec::mac),
                    SpecKey.of("bridge", NicSpec::bridge),
                    SpecKey.of("script", NicSpec::script),
                    SpecKey.of("type", NicSpec::type),
                    SpecKey.of("model", NicSpec::model),
                    SpecKey.of("vifname", NicSpec::vifname),
                    SpecKey.of("ip", NicSpec::ip),
                    SpecKey.of("backend", NicSpec::backend),
                    SpecKey.of("rate", NicSpec::rate),
                    SpecKey.of("gatewaydev", NicSpec::gatewaydev),
                    SpecKey.of("mtu", NicSpec::mtu),
                    SpecKey.of("devid", NicSpec::devid));

    static final SpecShape<NicSpec> SHAPE =
            new SpecShape<>("vif", KEYS, NicSpec::new, NicSpec::flags);

    private static final Set<String> KNOWN = Set.of("forwarddev", "colo", "no-colo");

    private NicSpec(SpecWords words) {
        words.rename("netdev", "gatewaydev");
        this(
                words.text("mac"),
                words.text("bridge"),
                words.text("type"),
                words.text("model"),
                words.text("vifname"),
                words.text("script"),
                words.text("ip"),
                words.text("backend"),
                words.text("rate"),
                words.text("gatewaydev"),
                words.number("mtu"),
                words.number("devid"),
                words.flags("trusted", "untrusted"),
                words.others(KNOWN));
    }

    public NicSpec {
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }

    /// The specification as a string.
    public String text() {
        return SHAPE.format(this);
    }

    private static Map<String, String> flags(NicSpec spec) {
        var all = new LinkedHashMap<String, String>();
        spec.trusted.ifPresent(is -> all.put(is ? "trusted" : "untrusted", ""));
        all.putAll(spec.others);
        return all;
    }
}
