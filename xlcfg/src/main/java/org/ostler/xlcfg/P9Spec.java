package org.ostler.xlcfg;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A directory shared by the 9P protocol: xl.cfg(5), `p9`.
///
/// @param tag the name that the guest mounts
/// @param securityModel `none` is all that 4.17 knows
/// @param path the directory
/// @param backend the domain that serves it
/// @param others keys without a component, as they stand
public record P9Spec(
        Optional<String> tag,
        Optional<String> securityModel,
        Optional<String> path,
        Optional<String> backend,
        Map<String, String> others) {
    static final SpecShape<P9Spec> SHAPE =
            new SpecShape<>(
                    "p9",
                    List.of(
                            SpecKey.of("tag", P9Spec::tag),
                            SpecKey.of("security_model", P9Spec::securityModel),
                            SpecKey.of("path", P9Spec::path),
                            SpecKey.of("backend", P9Spec::backend)),
                    P9Spec::new,
                    P9Spec::others);

    private P9Spec(SpecWords words) {
        this(
                words.text("tag"),
                words.text("security_model"),
                words.text("path"),
                words.text("backend"),
                words.others(
                        Set.of("max_space", "max_files", "max_open_files", "auto_delete", "type")));
    }

    public P9Spec {
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }
}
