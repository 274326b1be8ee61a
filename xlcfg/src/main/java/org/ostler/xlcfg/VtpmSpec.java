package org.ostler.xlcfg;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A virtual TPM: xl.cfg(5), `vtpm`.
///
/// @param backend the domain that serves it
/// @param uuid which of the TPMs there
/// @param others keys without a component, as they stand
public record VtpmSpec(
        Optional<String> backend, Optional<String> uuid, Map<String, String> others) {
    static final SpecShape<VtpmSpec> SHAPE =
            new SpecShape<>(
                    "vtpm",
                    List.of(
                            SpecKey.of("backend", VtpmSpec::backend),
                            SpecKey.of("uuid", VtpmSpec::uuid)),
                    VtpmSpec::new,
                    VtpmSpec::others);

    private VtpmSpec(SpecWords words) {
        this(words.text("backend"), words.text("uuid"), words.others(Set.of()));
    }

    public VtpmSpec {
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }
}
