package org.ostler.xlcfg;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A byte stream to the guest: xl.cfg(5), `channel`.
///
/// @param connection `pty` or `socket`
/// @param path the socket
/// @param name the well-known name of it
/// @param backend the domain that serves it
/// @param others keys without a component, as they stand
public record ChannelSpec(
        Optional<String> connection,
        Optional<String> path,
        Optional<String> name,
        Optional<String> backend,
        Map<String, String> others) {
    static final SpecShape<ChannelSpec> SHAPE =
            new SpecShape<>(
                    "channel",
                    List.of(
                            SpecKey.of("connection", ChannelSpec::connection),
                            SpecKey.of("path", ChannelSpec::path),
                            SpecKey.of("name", ChannelSpec::name),
                            SpecKey.of("backend", ChannelSpec::backend)),
                    ChannelSpec::new,
                    ChannelSpec::others);

    private ChannelSpec(SpecWords words) {
        this(
                words.text("connection"),
                words.text("path"),
                words.text("name"),
                words.text("backend"),
                words.others(Set.of()));
    }

    public ChannelSpec {
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }
}
