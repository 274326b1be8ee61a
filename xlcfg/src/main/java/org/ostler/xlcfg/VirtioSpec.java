package org.ostler.xlcfg;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A virtio device that a domain serves: Xen 4.18 and later, `virtio`.
///
/// @param backend the domain that serves it
/// @param type such as `virtio,device22`
/// @param transport `mmio`
/// @param grantUsage whether grants are used
/// @param others keys without a component, as they stand
public record VirtioSpec(
        Optional<String> backend,
        Optional<String> type,
        Optional<String> transport,
        Optional<Boolean> grantUsage,
        Map<String, String> others) {
    static final SpecShape<VirtioSpec> SHAPE =
            new SpecShape<>(
                    "virtio",
                    List.of(
                            SpecKey.of("backend", VirtioSpec::backend),
                            SpecKey.of("type", VirtioSpec::type),
                            SpecKey.of("transport", VirtioSpec::transport),
                            SpecKey.of("grant_usage", VirtioSpec::grantUsage)),
                    VirtioSpec::new,
                    VirtioSpec::others);

    private VirtioSpec(SpecWords words) {
        this(
                words.text("backend"),
                words.text("type"),
                words.text("transport"),
                words.truth("grant_usage"),
                words.others(Set.of()));
    }

    public VirtioSpec {
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }
}
