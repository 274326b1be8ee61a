package org.ostler.xlcfg;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// How libxl's JSON writes a value of xl.cfg, both ways.
enum LibxlForm {
    /// A string, as it is.
    TEXT,
    /// A string in lower case, such as a UUID.
    LOWER,
    /// A number, as it is.
    NUMBER,
    /// A number of 32 bits without a sign.
    UNSIGNED,
    /// MiB in the file, KiB in libxl.
    MIB,
    /// The strings `True` and `False`.
    DEFBOOL,
    /// A boolean of JSON.
    BOOL,
    /// 1 when it is so, else left out.
    FLAG,
    /// A list of strings.
    TEXTS,
    /// A word of an enumeration: `-` is `_`, and some have other names or numbers.
    WORD;

    private static final Map<String, String> WORDS =
            Map.of("rename-restart", "restart_rename", "stdvga", "std", "ioemu", "vif_ioemu");

    /// The JSON of a value: a string, a number, a boolean or a list of strings.
    Json write(Object value) {
        return switch (this) {
            case TEXT -> Json.of(value.toString());
            case LOWER -> Json.of(value.toString().toLowerCase(Locale.ROOT));
            case NUMBER -> Json.of((Long) value);
            case UNSIGNED -> Json.of((Long) value & 0xffff_ffffL);
            case MIB -> Json.of((Long) value << 10);
            case DEFBOOL -> Json.defbool((Boolean) value);
            case BOOL -> Json.of((boolean) (Boolean) value);
            case FLAG -> Json.of((Boolean) value ? 1 : 0);
            case TEXTS -> Json.array(texts(value).stream().map(Json::of).toList());
            case WORD -> Json.of(word(value.toString()));
        };
    }

    private static List<String> texts(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(value.toString());
    }

    private static String word(String value) {
        String renamed = WORDS.get(value);
        return renamed == null ? value.toLowerCase(Locale.ROOT).replace('-', '_') : renamed;
    }

    /// The value as the file spells it; nothing when the JSON is of another form.
    Optional<XlValue> read(Json json) {
        return switch (json) {
            case Json.Str text -> Optional.of(fromText(text.value()));
            case Json.Int number ->
                    number.value().bitLength() > 62
                            ? Optional.empty()
                            : Optional.of(
                                    XlValue.of(
                                            this == MIB
                                                    ? number.longValue() >> 10
                                                    : number.longValue()));
            case Json.Bool bool -> Optional.of(XlValue.of(bool.value() ? 1 : 0));
            case Json.Arr list ->
                    Optional.of(
                            XlValue.of(
                                    list.items().stream()
                                            .filter(Json.Str.class::isInstance)
                                            .map(item -> XlValue.of(((Json.Str) item).value()))
                                            .toList()));
            case Json.Null _, Json.Obj _ -> Optional.empty();
        };
    }

    private XlValue fromText(String text) {
        return switch (this) {
            case DEFBOOL, BOOL, FLAG -> XlValue.of(text.equals("True") ? 1 : 0);
            case WORD -> XlValue.of(fromWord(text));
            case TEXT, LOWER, NUMBER, UNSIGNED, MIB, TEXTS -> XlValue.of(text);
        };
    }

    private static String fromWord(String text) {
        return WORDS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(text))
                .findFirst()
                .map(Map.Entry::getKey)
                .orElse(text);
    }
}
