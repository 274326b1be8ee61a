package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A part of a filter of traffic: a rule, or another filter.
public sealed interface FilterEntry {
    /// The shape of `<filterref>`.
    Shape<FilterEntry> REFERENCE = Reference.shape();

    /// The shape of `<rule>`.
    Shape<FilterEntry> RULE = Rule.shape();

    /// The name of its element.
    String element();

    /// Another filter, with values for its variables.
    ///
    /// @param parameters sorted by name; several of a name are a list of values
    record Reference(String filter, List<Part> parameters, Kept kept) implements FilterEntry {
        public Reference {
            parameters =
                    parameters.stream()
                            .sorted(
                                    Comparator.comparing(
                                            parameter -> parameter.attribute("name").orElse("")))
                            .toList();
        }

        @Override
        public String element() {
            return "filterref";
        }

        private static Shape<FilterEntry> shape() {
            Fields<FilterEntry> fields = Fields.of("filterref");
            Field<FilterEntry, String> filter =
                    fields.required("filter", Codec.WORD, entry -> of(entry).filter);
            Field<FilterEntry, List<Part>> parameters =
                    fields.many(
                            "parameter",
                            PartFields.of("parameter")
                                    .neededAttribute("name", Codec.WORD)
                                    .neededAttribute("value", Codec.TEXT)
                                    .shape(),
                            entry -> of(entry).parameters);
            return fields.shape(
                    v -> new Reference(v.get(filter), v.get(parameters), v.kept()),
                    entry -> of(entry).kept);
        }

        private static Reference of(FilterEntry entry) {
            return switch (entry) {
                case Reference reference -> reference;
                case Rule rule -> throw new IllegalArgumentException("no reference: " + rule);
            };
        }
    }

    /// What happens to traffic that matches.
    ///
    /// @param action `drop`, `accept`, `reject`, `continue` or `return`
    /// @param direction `in`, `out` or `inout`
    /// @param priority among the rules of the chain, -1000 to 1000; the lowest comes first
    /// @param stateless whether it is matched without the connections' states
    /// @param matches what traffic: one element of a protocol's name, or none for all
    record Rule(
            String action,
            String direction,
            int priority,
            boolean stateless,
            List<FilterMatch> matches,
            Kept kept)
            implements FilterEntry {
        public Rule {
            matches = List.copyOf(matches);
        }

        @Override
        public String element() {
            return "rule";
        }

        private static Shape<FilterEntry> shape() {
            Fields<FilterEntry> fields = Fields.of("rule");
            Field<FilterEntry, String> action =
                    fields.required(
                            "action",
                            Codec.words("drop", "accept", "reject", "continue", "return"),
                            entry -> of(entry).action);
            Field<FilterEntry, String> direction =
                    fields.required(
                            "direction",
                            Codec.words("in", "out", "inout"),
                            entry -> of(entry).direction);
            Field<FilterEntry, Integer> priority =
                    fields.attribute(
                            "priority",
                            Codec.number(-1000, 1000),
                            500,
                            entry -> of(entry).priority);
            Field<FilterEntry, Optional<Boolean>> matched =
                    fields.optional(
                            "statematch",
                            FilterCodecs.TRUTH,
                            entry -> of(entry).stateless ? Optional.of(false) : Optional.empty());
            Field<FilterEntry, List<FilterMatch>> matches =
                    fields.mixed(
                            FilterMatch.SHAPES, FilterMatch::protocol, entry -> of(entry).matches);
            return fields.shape(
                    v ->
                            new Rule(
                                    v.get(action),
                                    v.get(direction),
                                    v.get(priority),
                                    !v.get(matched).orElse(true),
                                    v.get(matches),
                                    v.kept()),
                    entry -> of(entry).kept);
        }

        private static Rule of(FilterEntry entry) {
            return switch (entry) {
                case Rule rule -> rule;
                case Reference other -> throw new IllegalArgumentException("no rule: " + other);
            };
        }
    }
}
