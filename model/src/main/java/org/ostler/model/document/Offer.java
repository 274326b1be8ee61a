package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a host takes at one place of a guest's description: an element of the domain capabilities
/// with its choices.
///
/// @param element the element's name, e.g. `disk`
/// @param supported whether the place can be used at all; empty where that is not said
/// @param values the values of a place without choices, e.g. the files of a `loader`
/// @param choices what can be said at the place, attribute by attribute
public record Offer(
        String element,
        Optional<Boolean> supported,
        List<Word> values,
        List<Choice> choices,
        Kept kept) {
    public Offer {
        values = List.copyOf(values);
        choices = List.copyOf(choices);
    }

    /// A place that can be used, in these ways.
    public static Offer of(String element, List<Choice> choices) {
        return new Offer(element, Optional.of(true), List.of(), choices, Kept.NONE);
    }

    /// A place that can be used or not, without choices.
    public static Offer of(String element, boolean supported) {
        return new Offer(element, Optional.of(supported), List.of(), List.of(), Kept.NONE);
    }

    /// The values of one choice; none where there is no such choice.
    public List<String> values(String choice) {
        return choices.stream()
                .filter(c -> c.name().equals(choice))
                .flatMap(c -> c.values().stream())
                .map(Word::text)
                .toList();
    }

    /// The shape of an element of that name.
    ///
    /// @param kept child elements that the format knows there and that have no type
    static Shape<Offer> shape(String element, String... kept) {
        Fields<Offer> f = Fields.of(element);
        Field<Offer, Optional<Boolean>> supported =
                f.optional("supported", Codec.YES_NO, Offer::supported);
        Field<Offer, List<Word>> values = f.many("value", Word.SHAPE, Offer::values);
        Field<Offer, List<Choice>> choices = f.many("enum", Choice.SHAPE, Offer::choices);
        f.untyped(kept);
        return f.shape(
                v -> new Offer(element, v.get(supported), v.get(values), v.get(choices), v.kept()),
                Offer::kept);
    }

    /// The shapes of plain elements, by name.
    static Map<String, Shape<Offer>> shapes(String... elements) {
        Map<String, Shape<Offer>> shapes = new LinkedHashMap<>();
        Stream.of(elements).forEach(element -> shapes.put(element, shape(element)));
        return shapes;
    }

    /// One attribute and what it may say.
    ///
    /// @param name as libvirt calls it, e.g. `diskDevice`
    public record Choice(String name, List<Word> values, Kept kept) {
        private static final Fields<Choice> F = Fields.of("enum");
        private static final Field<Choice, String> NAME =
                F.required("name", Codec.WORD, Choice::name);
        private static final Field<Choice, List<Word>> VALUES =
                F.many("value", Word.SHAPE, Choice::values);
        static final Shape<Choice> SHAPE =
                F.shape(v -> new Choice(v.get(NAME), v.get(VALUES), v.kept()), Choice::kept);

        public Choice {
            values = List.copyOf(values);
        }

        /// A choice of these values.
        public static Choice of(String name, List<String> values) {
            return new Choice(name, values.stream().map(Word::of).toList(), Kept.NONE);
        }
    }

    /// One value.
    public record Word(String text, Kept kept) {
        private static final Fields<Word> F = Fields.of("value");
        private static final Field<Word, String> TEXT = F.content(Codec.TEXT, Word::text);
        static final Shape<Word> SHAPE = F.shape(v -> new Word(v.get(TEXT), v.kept()), Word::kept);

        /// The value of that text.
        public static Word of(String text) {
            return new Word(text, Kept.NONE);
        }
    }
}
