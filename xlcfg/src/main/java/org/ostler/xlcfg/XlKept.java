package org.ostler.xlcfg;

import org.ostler.model.SpecException;
import org.ostler.model.XmlElement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What a domain has no place for, in an element of Ostler's own, and back.
///
/// `<option name='cap'>100</option>` is an option that a domain cannot say at all. `instead='…'` is
/// there when it can say something like it: the option counts only as long as the domain says just
/// that, so that whoever changes the domain is not overruled. An `<item>` is the same for one item
/// of a list.
final class XlKept {
    /// The namespace of the element.
    static final String NAMESPACE = "https://ostler.org/schemas/xl/1.0";

    private static final String PREFIX = "ostler-xl:";

    private XlKept() {}

    /// The element, if there is anything to keep.
    ///
    /// @param config what was to be said
    /// @param said what the domain says already
    static Optional<Xml> element(XlConfig config, XlConfig said, List<XlRemark> remarks) {
        Xml kept = Xml.of(NAMESPACE, PREFIX + "config");
        for (XlOption<?> option : config.given()) {
            Object wanted = config.get(option).orElseThrow();
            Optional<?> now = said.get(option);
            if (now.filter(wanted::equals).isEmpty()
                    && !XlEquivalents.saidOtherwise(option, config, said, remarks)) {
                keep(option, wanted, now, kept, remarks);
            }
        }
        config.others()
                .forEach(
                        (name, value) -> {
                            kept.add(entry("option", name).text(value.raw()));
                            remarks.add(remark(name, "no Xen knows it; kept as it is"));
                        });
        return kept.isEmpty() ? Optional.empty() : Optional.of(kept);
    }

    private static void keep(
            XlOption<?> option, Object wanted, Optional<?> now, Xml kept, List<XlRemark> remarks) {
        if (option.kind().item() != null
                && wanted instanceof List<?> items
                && now.isPresent()
                && now.get() instanceof List<?> saidItems
                && saidItems.size() == items.size()) {
            keepItems(option, items, saidItems, kept, remarks);
            return;
        }
        Xml entry = entry("option", option.name());
        now.ifPresent(is -> entry.with("instead", option.writeAny(is).raw()));
        kept.add(entry.text(option.writeAny(wanted).raw()));
        String how =
                now.isPresent()
                        ? "a domain can say this only in part"
                        : "a domain has no place for it";
        remarks.add(remark(option.name(), how + "; kept beside it"));
    }

    private static void keepItems(
            XlOption<?> option, List<?> wanted, List<?> said, Xml kept, List<XlRemark> remarks) {
        List<XlValue> wantedItems = values(option.writeAny(wanted));
        List<XlValue> saidItems = values(option.writeAny(said));
        for (int i = 0; i < wantedItems.size(); i++) {
            if (!XlEquivalents.same(wanted.get(i), said.get(i))) {
                kept.add(
                        entry("item", option.name())
                                .with("instead", saidItems.get(i).raw())
                                .text(wantedItems.get(i).raw()));
                remarks.add(
                        remark(
                                option.name() + "[" + (i + 1) + "]",
                                "a domain can say this only in part; kept beside it"));
            }
        }
    }

    private static List<XlValue> values(XlValue value) {
        return value instanceof XlValue.Sequence list ? list.values() : List.of(value);
    }

    private static Xml entry(String element, String option) {
        return Xml.of(NAMESPACE, PREFIX + element).with("name", option);
    }

    private static XlRemark remark(String option, String text) {
        return XlRemark.of(XlRemark.Kind.KEPT, option, text);
    }

    /// The configuration with what was kept in the domain.
    static XlConfig restore(XmlElement domain, XlConfig config, List<XlRemark> remarks) {
        XlConfig all = config;
        var others = new LinkedHashMap<String, XlValue>();
        var items = new HashMap<String, Map<String, List<XlValue>>>();
        for (XmlElement entry : entries(domain)) {
            String name = entry.attribute("name").orElse("");
            Optional<String> instead = entry.attribute("instead");
            Optional<XlValue> value = value(entry.text());
            if (value.isEmpty()) {
                remarks.add(
                        XlRemark.of(XlRemark.Kind.LOST, name, "what was kept of it is no value"));
            } else if (entry.localName().equals("item")) {
                items.computeIfAbsent(name, _ -> new HashMap<>())
                        .computeIfAbsent(instead.orElse(""), _ -> new ArrayList<>())
                        .add(value.get());
            } else if (XlConfig.option(name).isEmpty()) {
                others.put(name, value.get());
            } else {
                all = restored(name, instead, value.get(), all, remarks);
            }
        }
        for (Map.Entry<String, Map<String, List<XlValue>>> option : items.entrySet()) {
            all = restored(option.getKey(), option.getValue(), all);
        }
        return others.isEmpty() ? all : all.withOthers(others);
    }

    private static List<XmlElement> entries(XmlElement domain) {
        var entries = new ArrayList<XmlElement>();
        for (XmlElement kept : elements(domain)) {
            if (kept.namespace().equals(NAMESPACE)) {
                entries.addAll(elements(kept));
            }
        }
        return entries;
    }

    private static List<XmlElement> elements(XmlElement parent) {
        return parent.children().stream()
                .filter(XmlElement.class::isInstance)
                .map(XmlElement.class::cast)
                .toList();
    }

    private static Optional<XlValue> value(String raw) {
        try {
            return XlDocument.parse("kept = " + raw).value("kept");
        } catch (SpecException e) {
            return Optional.empty();
        }
    }

    private static XlConfig restored(
            String name,
            Optional<String> instead,
            XlValue value,
            XlConfig config,
            List<XlRemark> remarks) {
        XlOption<?> option = XlConfig.option(name).orElseThrow();
        Optional<String> now = config.get(option).map(is -> option.writeAny(is).raw());
        if (!now.equals(instead) && now.isPresent()) {
            remarks.add(
                    XlRemark.of(
                            XlRemark.Kind.CHANGED,
                            name,
                            "the domain was changed since; what was kept of it does not count"));
            return config;
        }
        return config.reading(option, value);
    }

    private static XlConfig restored(
            String name, Map<String, List<XlValue>> items, XlConfig config) {
        XlOption<?> option = XlConfig.option(name).orElse(null);
        if (option == null || config.get(option).isEmpty()) {
            return config;
        }
        var values = new ArrayList<XlValue>();
        for (XlValue said : values(option.writeAny(config.get(option).orElseThrow()))) {
            List<XlValue> kept = Objects.requireNonNullElse(items.get(said.raw()), List.of());
            values.add(kept.isEmpty() ? said : kept.getFirst());
            if (kept.size() > 1) {
                kept.removeFirst();
            }
        }
        return config.reading(option, XlValue.of(values));
    }
}
