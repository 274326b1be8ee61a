package org.ostler.xlcfg;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A paravirtual display: xl.cfg(5), `vdispl`.
///
/// @param backend the domain that serves it
/// @param beAlloc whether the back end allocates buffers
/// @param connectors `id:WxH;…`
/// @param others keys without a component, as they stand
public record VdisplSpec(
        Optional<String> backend,
        Optional<Boolean> beAlloc,
        Optional<String> connectors,
        Map<String, String> others) {
    static final SpecShape<VdisplSpec> SHAPE =
            new SpecShape<>(
                    "vdispl",
                    List.of(
                            SpecKey.of("backend", VdisplSpec::backend),
                            SpecKey.of("be-alloc", VdisplSpec::beAlloc),
                            SpecKey.of("connectors", VdisplSpec::connectors)),
                    VdisplSpec::new,
                    VdisplSpec::others);

    private VdisplSpec(SpecWords words) {
        this(
                words.text("backend"),
                words.truth("be-alloc"),
                words.text("connectors"),
                words.others(Set.of()));
    }

    public VdisplSpec {
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }
}
