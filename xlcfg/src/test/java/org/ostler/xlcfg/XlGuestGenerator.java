package org.ostler.xlcfg;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Configurations made up from a seed that xl takes: any of all options with legal values, spelled
/// in every way that the language has.
final class XlGuestGenerator {
    private static final Map<String, String> VALUES = table("xl-values.txt");
    private static final List<String> TYPES = List.of("hvm", "pv", "pvh");

    /// These are written together, because xl compares them.
    private static final Set<String> BY_HAND =
            Set.of(
                    "name",
                    "type",
                    "builder",
                    "memory",
                    "maxmem",
                    "vcpus",
                    "maxvcpus",
                    "vnuma",
                    "vsnd",
                    "kernel",
                    "device_model");

    private final Random random;
    private final List<String> settings = new ArrayList<>();

    XlGuestGenerator(long seed) {
        random = new Random(seed);
        // neighbouring seeds begin alike
        random.nextLong();
    }

    /// The lines of a table of words, by their first one.
    static Map<String, String> table(String resource) {
        var rows = new LinkedHashMap<String, String>();
        try (InputStream in = XlGuestGenerator.class.getResourceAsStream(resource)) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" ", 2))
                    .forEach(row -> rows.merge(row[0], row[1].strip(), (a, b) -> a + " | " + b));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /// The options that are made up, to see that it is all of them.
    static Set<String> options() {
        var all = new HashSet<>(BY_HAND);
        all.addAll(VALUES.keySet());
        return all;
    }

    /// The text of a configuration.
    String text() {
        String type = pick(TYPES);
        settings.clear();
        add("name", text("g" + random.nextInt(100)));
        type(type);
        sizes();
        boolean firmware = false;
        for (XlOption<?> option : XlConfig.options()) {
            String values = VALUES.get(option.name());
            if (values == null || random.nextInt(5) != 0) {
                continue;
            }
            int colon = values.indexOf(": ");
            boolean some = colon > 0 && values.substring(0, colon).matches("hvm|pv|pvh");
            if (some && !values.startsWith(type + ":")) {
                continue;
            }
            firmware |= option.name().equals("firmware");
            option(option, some ? values.substring(colon + 2) : values);
        }
        if (!type.equals("hvm") || (!firmware && random.nextInt(3) == 0)) {
            add("kernel", text(pick(words(VALUES.getOrDefault("kernel", "/k")))));
        }
        if (random.nextInt(8) == 0) {
            sound();
        }
        Collections.shuffle(settings.subList(2, settings.size()), random);
        return written();
    }

    private void type(String type) {
        if (!type.equals("pvh") && random.nextInt(4) == 0) {
            add("builder", text(type.equals("hvm") ? "hvm" : pick(List.of("generic", "generic"))));
        } else if (!type.equals("pv") || random.nextBoolean()) {
            add("type", text(type));
        }
    }

    private void sizes() {
        int nodes = random.nextInt(10) == 0 ? 1 + random.nextInt(3) : 0;
        int vcpus = 1 + random.nextInt(12);
        int size = 64 << random.nextInt(4);
        if (nodes > 0) {
            nodes(nodes, size);
            add("vcpus", number(nodes));
            add("memory", number((long) nodes * size));
            return;
        }
        if (random.nextInt(4) > 0) {
            add("vcpus", number(vcpus));
        }
        if (random.nextInt(4) == 0) {
            add("maxvcpus", number(vcpus + random.nextInt(5)));
        }
        int memory = 32 + random.nextInt(8192);
        if (random.nextInt(8) > 0) {
            add("memory", number(memory));
        }
        if (random.nextInt(3) == 0) {
            add("maxmem", number(memory + random.nextInt(3) * 100L));
        }
    }

    private void nodes(int count, int size) {
        var nodes = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            var distances = new ArrayList<String>();
            for (int j = 0; j < count; j++) {
                distances.add(i == j ? "10" : "20");
            }
            var parts = new ArrayList<String>();
            parts.add(text("pnode=" + random.nextInt(8)));
            parts.add(text("size=" + size));
            parts.add(text("vcpus=" + i));
            if (random.nextInt(4) > 0) {
                parts.add(text("vdistances=" + String.join(",", distances)));
            }
            nodes.add(list(parts));
        }
        add("vnuma", list(nodes));
    }

    private void sound() {
        add(
                "vsnd",
                "[['CARD, short-name=Main, sample-formats=s16_le;s8', 'PCM, name=m,"
                        + " buffer-size=4', 'STREAM, unique-id=s, type=p']]");
    }

    private void option(XlOption<?> option, String values) {
        XlKind<?> kind = option.kind();
        if (values.matches("[0-9]+\\.\\.[0-9]+")) {
            String[] ends = values.split("\\.\\.", -1);
            long first = Long.parseLong(ends[0]);
            add(
                    option.name(),
                    number(first + random.nextLong(Long.parseLong(ends[1]) - first + 1)));
            return;
        }
        List<String> words = words(values);
        boolean alone =
                kind.item() == null || (kind.equals(XlKind.WORDS) && random.nextInt(3) == 0);
        boolean split = option.name().equals("bootloader_args") && random.nextInt(3) == 0;
        if (alone || split) {
            add(option.name(), word(pick(words)));
            return;
        }
        var left = new ArrayList<>(words);
        Collections.shuffle(left, random);
        List<String> some = left.subList(0, Math.min(left.size(), 1 + random.nextInt(3)));
        if (random.nextInt(20) == 0) {
            some = List.of();
        }
        add(option.name(), list(some.stream().map(this::word).toList()));
    }

    private static List<String> words(String values) {
        return Arrays.stream(values.split("\\|", -1)).map(String::strip).toList();
    }

    private void add(String name, String value) {
        settings.add(name + pick(List.of("=", " = ", " =", "=\t")) + value);
    }

    private String written() {
        var text = new StringBuilder("# made up\n");
        for (String setting : settings) {
            boolean again = setting.startsWith("memory") && random.nextInt(6) == 0;
            text.append(again ? "memory=17\n" : "").append(setting);
            text.append(pick(List.of("\n", "\n", "\n", " ;", " # why\n", "\n\n")));
        }
        return text.append('\n').toString();
    }

    /// A list in one of its spellings.
    private String list(List<String> items) {
        String between = pick(List.of(",", " , ", ",\n  ", ", # and\n"));
        String end = !items.isEmpty() && random.nextInt(4) == 0 ? "," : "";
        return pick(List.of("[", "[ ", "[\n"))
                + String.join(between, items)
                + end
                + pick(List.of("]", " ]"));
    }

    /// A number in one of its spellings.
    private String number(long number) {
        return switch (random.nextInt(7)) {
            case 0 -> "0x" + Long.toHexString(number);
            case 1 -> "0" + Long.toOctalString(number);
            case 2 -> "'" + number + "'";
            case 3 -> "\"0x" + Long.toHexString(number) + "\"";
            default -> Long.toString(number);
        };
    }

    /// A word as a string, or as a number where it is one.
    private String word(String word) {
        boolean digits = word.matches("[0-9]+");
        return digits && random.nextBoolean() ? word : text(word);
    }

    private String text(String text) {
        boolean single = random.nextBoolean() && text.indexOf('\'') < 0;
        String quote = single ? "'" : "\"";
        return quote + text.replace("\\", "\\\\").replace(quote, "\\" + quote) + quote;
    }

    private String pick(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }
}
