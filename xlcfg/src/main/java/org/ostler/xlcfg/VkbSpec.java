package org.ostler.xlcfg;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A paravirtual keyboard: xl.cfg(5), `vkb`.
///
/// @param uniqueId its name
/// @param backend the domain that serves it
/// @param backendType `qemu` or `linux`
/// @param featureDisableKeyboard no keyboard
/// @param featureDisablePointer no pointer
/// @param featureAbsPointer absolute coordinates
/// @param featureRawPointer unscaled coordinates
/// @param featureMultiTouch multi touch
/// @param others keys without a component, as they stand
public record VkbSpec(
        Optional<String> uniqueId,
        Optional<String> backend,
        Optional<String> backendType,
        Optional<Boolean> featureDisableKeyboard,
        Optional<Boolean> featureDisablePointer,
        Optional<Boolean> featureAbsPointer,
        Optional<Boolean> featureRawPointer,
        Optional<Boolean> featureMultiTouch,
        Optional<Long> multiTouchWidth,
        Optional<Long> multiTouchHeight,
        Optional<Long> multiTouchNumContacts,
        Optional<Long> width,
        Optional<Long> height,
        Map<String, String> others) {
    static final SpecShape<VkbSpec> SHAPE =
            new SpecShape<>(
                    "vkb",
                    List.of(
                            SpecKey.of("unique-id", VkbSpec::uniqueId),
                            SpecKey.of("backend", VkbSpec::backend),
                            SpecKey.of("backend-type", VkbSpec::backendType),
                            SpecKey.of("feature-disable-keyboard", VkbSpec::featureDisableKeyboard),
                            SpecKey.of("feature-disable-pointer", VkbSpec::featureDisablePointer),
                            SpecKey.of("feature-abs-pointer", VkbSpec::featureAbsPointer),
                            SpecKey.of("feature-raw-pointer", VkbSpec::featureRawPointer),
                            SpecKey.of("feature-multi-touch", VkbSpec::featureMultiTouch),
                            SpecKey.of("multi-touch-width", VkbSpec::multiTouchWidth),
                            SpecKey.of("multi-touch-height", VkbSpec::multiTouchHeight),
                            SpecKey.of("multi-touch-num-contacts", VkbSpec::multiTouchNumContacts),
                            SpecKey.of("width", VkbSpec::width),
                            SpecKey.of("height", VkbSpec::height)),
                    VkbSpec::new,
                    VkbSpec::others);

    private VkbSpec(SpecWords words) {
        this(
                words.text("unique-id"),
                words.text("backend"),
                words.text("backend-type"),
                words.truth("feature-disable-keyboard"),
                words.truth("feature-disable-pointer"),
                words.truth("feature-abs-pointer"),
                words.truth("feature-raw-pointer"),
                words.truth("feature-multi-touch"),
                words.number("multi-touch-width"),
                words.number("multi-touch-height"),
                words.number("multi-touch-num-contacts"),
                words.number("width"),
                words.number("height"),
                words.others(Set.of()));
    }

    public VkbSpec {
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }
}
