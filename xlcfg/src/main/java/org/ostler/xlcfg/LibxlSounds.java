package org.ostler.xlcfg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Paravirtual sound cards in libxl's document, both ways: a list of strings for each card, which
/// begin with `CARD`, `PCM` or `STREAM`.
final class LibxlSounds {
    /// The settings that each of the three may have, besides its own.
    private static final List<String> NUMBERS =
            List.of("channels-min", "channels-max", "buffer-size");

    /// The keys of each of the three.
    static final Map<String, Set<String>> KEYS =
            Map.of(
                    "CARD", keys("backend", "short-name", "long-name"),
                    "PCM", keys("name"),
                    "STREAM", keys("unique-id", "type"));

    private LibxlSounds() {}

    private static Set<String> keys(String... own) {
        var all = new HashSet<>(NUMBERS);
        all.addAll(List.of("sample-rates", "sample-formats"));
        all.addAll(List.of(own));
        return Set.copyOf(all);
    }

    static Optional<Json> write(XlConfig config) {
        var cards = new ArrayList<Json>();
        for (List<String> parts : config.get(XlDeviceOptions.VSND).orElse(List.of())) {
            cards.add(card(parts, cards.size()));
        }
        return cards.isEmpty() ? Optional.empty() : Optional.of(Json.array(cards));
    }

    private static Json card(List<String> parts, int number) {
        var card = Json.object();
        var settings = new SpecWords(new XlReadContext());
        var pcms = new ArrayList<Json>();
        for (int i = 0; i < parts.size(); i++) {
            SpecWords words = SpecWords.split(parts.get(i), new XlReadContext());
            if (words.flag("CARD")) {
                settings = words;
            } else if (words.flag("PCM")) {
                int end = i + 1;
                while (end < parts.size() && parts.get(end).strip().startsWith("STREAM")) {
                    end++;
                }
                pcms.add(pcm(words, parts.subList(i + 1, end)));
            }
        }
        card.putIfPresent("backend_domname", settings.text("backend"))
                .put("devid", number)
                .putIfPresent("short_name", settings.text("short-name"))
                .putIfPresent("long_name", settings.text("long-name"))
                .put("params", params(settings));
        return (pcms.isEmpty() ? card : card.put("pcms", Json.array(pcms))).build();
    }

    private static Json pcm(SpecWords words, List<String> streams) {
        Json.Builder pcm = Json.object().putIfPresent("name", words.text("name"));
        pcm.put("params", params(words));
        var all = new ArrayList<Json>();
        for (String text : streams) {
            SpecWords stream = SpecWords.split(text, new XlReadContext());
            all.add(
                    Json.object()
                            .putIfPresent("unique_id", stream.text("unique-id"))
                            .putIfPresent(
                                    "type",
                                    stream.text("type").map(is -> is.toLowerCase(Locale.ROOT)))
                            .put("params", params(stream))
                            .build());
        }
        return (all.isEmpty() ? pcm : pcm.put("streams", Json.array(all))).build();
    }

    private static Json params(SpecWords words) {
        Json.Builder params = Json.object();
        words.text("sample-rates")
                .ifPresent(
                        is ->
                                params.put(
                                        "sample_rates",
                                        Json.array(
                                                items(is).stream()
                                                        .flatMap(
                                                                rate ->
                                                                        XlNumbers.parse(rate)
                                                                                .stream()
                                                                                .boxed())
                                                        .map(Json::of)
                                                        .toList())));
        words.text("sample-formats")
                .ifPresent(
                        is ->
                                params.put(
                                        "sample_formats",
                                        Json.array(items(is).stream().map(Json::of).toList())));
        for (String name : NUMBERS) {
            long number = XlNumbers.parse(words.text(name).orElse("0")).orElse(0);
            if (number != 0) {
                params.put(name.replace('-', '_'), Json.of(number));
            }
        }
        return params.build();
    }

    private static List<String> items(String text) {
        return Arrays.stream(text.split(";", -1)).filter(is -> !is.isBlank()).toList();
    }

    static XlConfig read(Json.Obj document, XlConfig config) {
        var cards = new ArrayList<List<String>>();
        for (Json.Obj card : document.objects("vsnds")) {
            var parts = new ArrayList<String>();
            parts.add(
                    "CARD"
                            + text(card, "backend_domname", "backend")
                            + text(card, "short_name", "short-name")
                            + text(card, "long_name", "long-name")
                            + params(card));
            for (Json.Obj pcm : card.objects("pcms")) {
                parts.add("PCM" + text(pcm, "name", "name") + params(pcm));
                for (Json.Obj stream : pcm.objects("streams")) {
                    parts.add(
                            "STREAM"
                                    + text(stream, "unique_id", "unique-id")
                                    + text(stream, "type", "type")
                                    + params(stream));
                }
            }
            cards.add(parts);
        }
        return cards.isEmpty() ? config : config.with(XlDeviceOptions.VSND, List.copyOf(cards));
    }

    private static String text(Json.Obj object, String member, String key) {
        return object.string(member).map(is -> ", " + key + "=" + is).orElse("");
    }

    private static String params(Json.Obj owner) {
        Json.Obj params = owner.object("params");
        var text = new StringBuilder();
        for (String list : List.of("sample_rates", "sample_formats")) {
            List<String> items =
                    params.array(list).stream()
                            .filter(is -> is instanceof Json.Int || is instanceof Json.Str)
                            .map(
                                    is ->
                                            is instanceof Json.Str word
                                                    ? word.value()
                                                    : JsonText.write(is))
                            .toList();
            if (!items.isEmpty()) {
                text.append(", " + list.replace('_', '-') + "=" + String.join(";", items));
            }
        }
        for (String name : NUMBERS) {
            params.integer(name.replace('-', '_'))
                    .ifPresent(is -> text.append(", " + name + "=" + is));
        }
        return text.toString();
    }
}
