package org.ostler.xlcfg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/// A guest's configuration as a typed struct: options that are given, with their values.
///
/// Immutable. An option that is not given is not there: xl's own defaults are xl's business. Two
/// are equal when they give the same options the same values, in whatever order.
public final class XlConfig {
    /// A configuration that gives nothing.
    public static final XlConfig EMPTY = new XlConfig(XlValues.NONE, new LinkedHashMap<>());

    private static final Map<String, XlOption<?>> BY_NAME = byName();

    /// The names of options by their letters alone.
    private static final Map<String, String> BY_LETTERS = byLetters();

    private final XlValues values;
    private final SequencedMap<String, XlValue> others;

    /// Takes the map as its own.
    private XlConfig(XlValues values, SequencedMap<String, XlValue> others) {
        this.values = values;
        this.others = others;
    }

    /// A struct that was read, and what was remarked on the way.
    public record Reading(XlConfig config, List<XlRemark> remarks) {
        public Reading {
            remarks = List.copyOf(remarks);
        }
    }

    /// Every option that any xl knows, and two that xend did.
    public static List<XlOption<?>> options() {
        return List.copyOf(BY_NAME.values());
    }

    /// The option of that name.
    public static Optional<XlOption<?>> option(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    private static Map<String, XlOption<?>> byName() {
        var all = new LinkedHashMap<String, XlOption<?>>();
        for (List<XlOption<?>> some :
                List.of(
                        XlOptions.all(),
                        XlHvmOptions.all(),
                        XlDeviceOptions.all(),
                        XmOptions.all())) {
            some.forEach(option -> all.put(option.name(), option));
        }
        return Collections.unmodifiableMap(all);
    }

    private static Map<String, String> byLetters() {
        var all = new HashMap<String, String>();
        BY_NAME.keySet().forEach(name -> all.putIfAbsent(name.replace("_", ""), name));
        return Collections.unmodifiableMap(all);
    }

    /// Reads the options of a document.
    ///
    /// What xl would ignore, because it does not know the option or wants another type, is in
    /// [#others()], with a remark. The document's own remarks come first.
    ///
    /// @throws org.ostler.model.SpecException when a device's specification is one that xl refuses
    public static Reading read(XlDocument document) {
        var values = new LinkedHashMap<XlOption<?>, Object>();
        var others = new LinkedHashMap<String, XlValue>();
        var in = new XlReadContext();
        in.remarks().addAll(document.remarks());
        Set<String> added = document.added();
        document.values()
                .forEach(
                        (name, value) -> {
                            XlOption<?> option = BY_NAME.get(name);
                            Optional<?> read =
                                    option == null || (added.contains(name) && option.isNumber())
                                            ? Optional.empty()
                                            : option.read(value, in);
                            if (option == null || read.isEmpty()) {
                                remarkOther(name, value, in);
                                others.put(name, value);
                                return;
                            }
                            values.put(option, read.get());
                            if (XmOptions.all().contains(option)) {
                                in.at(name, value)
                                        .remark(XlRemark.Kind.LEGACY, "xl ignores this option");
                            }
                        });
        var config = new XlConfig(XlValues.of(values), others);
        XlChecks.check(config, document, in);
        return new Reading(config, in.remarks());
    }

    private static void remarkOther(String name, XlValue value, XlReadContext in) {
        XlOption<?> option = BY_NAME.get(name);
        in.at(name, value);
        if (option == null) {
            in.remark(
                    XlRemark.Kind.UNKNOWN,
                    "no Xen knows this option, and xl says nothing" + hint(name));
        } else {
            in.remark(
                    XlRemark.Kind.IGNORED,
                    "xl takes it as not given: it expects " + option.expected());
        }
    }

    private static String hint(String name) {
        String letters = name.replace("_", "").replace(".", "");
        return Optional.ofNullable(BY_LETTERS.get(letters))
                .map(known -> "; '" + known + "' may be meant")
                .orElse("");
    }

    /// The value of an option, when it is given.
    @SuppressWarnings("unchecked") // put in by the same key
    public <T> Optional<T> get(XlOption<T> option) {
        return Optional.ofNullable((T) values.get(option));
    }

    /// The options that are given, in order.
    public List<XlOption<?>> given() {
        return values.options();
    }

    /// What no Xen knows or xl would ignore, by name.
    public SequencedMap<String, XlValue> others() {
        return Collections.unmodifiableSequencedMap(others);
    }

    /// A copy that gives an option a value; a new one comes last.
    public <T> XlConfig with(XlOption<T> option, T value) {
        return new XlConfig(values.with(option, value), others);
    }

    /// A copy that gives an option a value if there is one.
    public <T> XlConfig with(XlOption<T> option, Optional<T> value) {
        return value.map(is -> with(option, is)).orElse(this);
    }

    /// A copy that gives an option what a value says; the same when the value is none of its kind.
    <T> XlConfig reading(XlOption<T> option, XlValue value) {
        return with(option, option.read(value, new XlReadContext()));
    }

    /// A copy that does not give the option.
    public XlConfig without(XlOption<?> option) {
        return new XlConfig(values.without(option), others);
    }

    /// A copy with something that xl ignores.
    public XlConfig withOther(String name, XlValue value) {
        return withOthers(Map.of(name, value));
    }

    /// A copy with more that xl ignores.
    XlConfig withOthers(Map<String, XlValue> some) {
        var more = new LinkedHashMap<>(others);
        more.putAll(some);
        return new XlConfig(values, more);
    }

    /// What a Xen of that release does not know of this, as remarks.
    public List<XlRemark> unknownTo(XenRelease release) {
        return values.options().stream()
                .filter(option -> option.since().compareTo(release) > 0)
                .map(
                        option ->
                                XlRemark.of(
                                        XlRemark.Kind.UNKNOWN,
                                        option.name(),
                                        "known from Xen " + option.since() + " on"))
                .toList();
    }

    /// A new document that says this.
    public XlDocument document() {
        return into(XlDocument.EMPTY);
    }

    /// The document changed so that it says this: what says so already stays as it is spelled, and
    /// comments stay where they are.
    ///
    /// @throws org.ostler.model.SpecException when the document is one that [#read] refuses
    public XlDocument into(XlDocument document) {
        Reading before = read(document);
        var changes = new LinkedHashMap<String, Optional<XlValue>>();
        document.values().keySet().forEach(name -> changes.put(name, Optional.empty()));
        for (XlOption<?> option : values.options()) {
            Object value = get(option).orElseThrow();
            if (value.equals(before.config().values.get(option))) {
                changes.remove(option.name());
            } else {
                changes.put(
                        option.name(),
                        Optional.of(write(option, value, document.value(option.name()))));
            }
        }
        others.forEach(
                (name, value) -> {
                    boolean same = document.value(name).map(value::means).orElse(false);
                    if (same) {
                        changes.remove(name);
                    } else {
                        changes.put(name, Optional.of(value));
                    }
                });
        return changes.isEmpty() ? document : document.with(changes);
    }

    /// Items of a list that were there before keep their spelling.
    private static XlValue write(XlOption<?> option, Object value, Optional<XlValue> before) {
        XlValue fresh = option.writeAny(value);
        XlKind<?> item = option.kind().item();
        if (item == null
                || !(value instanceof List<?> items)
                || !(before.orElse(fresh) instanceof XlValue.Sequence old)) {
            return fresh;
        }
        var spelled = new HashMap<Object, XlValue>();
        for (XlValue was : old.values()) {
            Object read = item.reader().apply(was, new XlReadContext());
            if (read != null) {
                spelled.putIfAbsent(read, was);
            }
        }
        if (!(fresh instanceof XlValue.Sequence list)) {
            return fresh;
        }
        List<XlValue> now = list.values();
        var merged = new ArrayList<XlValue>();
        for (int i = 0; i < now.size(); i++) {
            merged.add(spelled.getOrDefault(items.get(i), now.get(i)));
        }
        return XlValue.of(merged);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof XlConfig that
                && values.equals(that.values)
                && spelled(others).equals(spelled(that.others));
    }

    private static Map<String, String> spelled(Map<String, XlValue> some) {
        return some.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().raw()));
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /// The configuration as a new document's text.
    @Override
    public String toString() {
        return document().text();
    }
}
