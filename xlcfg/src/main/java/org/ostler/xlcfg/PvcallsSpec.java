package org.ostler.xlcfg;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Sockets of another domain: xl.cfg(5), `pvcalls`.
///
/// @param backend the domain that serves them
/// @param others keys without a component, as they stand
public record PvcallsSpec(Optional<String> backend, Map<String, String> others) {
    static final SpecShape<PvcallsSpec> SHAPE =
            new SpecShape<>(
                    "pvcalls",
                    List.of(SpecKey.of("backend", PvcallsSpec::backend)),
                    PvcallsSpec::new,
                    PvcallsSpec::others);

    private PvcallsSpec(SpecWords words) {
        this(words.text("backend"), words.others(Set.of()));
    }

    public PvcallsSpec {
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }
}
