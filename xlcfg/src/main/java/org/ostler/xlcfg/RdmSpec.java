package org.ostler.xlcfg;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How reserved device memory is treated: xl.cfg(5), `rdm`.
///
/// @param strategy `host` is all that there is
/// @param policy `strict` or `relaxed`
/// @param others keys without a component, as they stand
public record RdmSpec(
        Optional<String> strategy, Optional<String> policy, Map<String, String> others) {
    static final SpecShape<RdmSpec> SHAPE =
            new SpecShape<>(
                    "rdm",
                    List.of(
                            SpecKey.of("strategy", RdmSpec::strategy),
                            SpecKey.of("policy", RdmSpec::policy)),
                    RdmSpec::new,
                    RdmSpec::others);

    private RdmSpec(SpecWords words) {
        this(words.text("strategy"), words.text("policy"), words.others(Set.of()));
    }

    public RdmSpec {
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }
}
