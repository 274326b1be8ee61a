package org.ostler.xlcfg;

import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// A JSON value as libxl writes and reads it: immutable, keys in their order, integers exact up to
/// any size.
///
/// libxl's memory sizes and affinities are unsigned 64-bit numbers, so an integer is a [BigInteger]
/// rather than a `long`. Fractions do not occur in libxl's documents and are refused by [JsonText].
public sealed interface Json {

    /// The value `null`.
    record Null() implements Json {}

    /// `true` or `false`.
    record Bool(boolean value) implements Json {}

    /// An integer of any size.
    record Int(BigInteger value) implements Json {
        /// The value as a signed 64-bit number.
        ///
        /// @throws ArithmeticException when it does not fit
        public long longValue() {
            return value.longValueExact();
        }
    }

    /// A string.
    record Str(String value) implements Json {}

    /// An array.
    record Arr(List<Json> items) implements Json {
        public Arr {
            items = List.copyOf(items);
        }
    }

    /// An object; iteration follows the document's order.
    record Obj(SequencedMap<String, Json> members) implements Json {
        public Obj {
            members = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(members));
        }

        /// The member of that name, whatever its type.
        public Optional<Json> get(String key) {
            return Optional.ofNullable(members.get(key));
        }

        /// The member of that name when it is an object; otherwise an empty object.
        public Obj object(String key) {
            return members.get(key) instanceof Obj o ? o : EMPTY;
        }

        /// The items of the member of that name when it is an array; otherwise none.
        public List<Json> array(String key) {
            return members.get(key) instanceof Arr a ? a.items() : List.of();
        }

        /// The objects among the items of the array of that name.
        public List<Obj> objects(String key) {
            return array(key).stream().filter(Obj.class::isInstance).map(Obj.class::cast).toList();
        }

        /// The member of that name when it is a string.
        public Optional<String> string(String key) {
            return members.get(key) instanceof Str s ? Optional.of(s.value()) : Optional.empty();
        }

        /// A text as far as a device's settings in a configuration can spell it: blanks around it
        /// are lost, and a comma would be its end. That it was another one is remarked by whoever
        /// compares.
        Optional<String> word(String key) {
            return string(key).map(String::strip).filter(is -> is.indexOf(',') < 0);
        }

        /// The member of that name when it is an integer that fits 64 bits.
        public Optional<Long> integer(String key) {
            return members.get(key) instanceof Int i && i.value().bitLength() < Long.SIZE
                    ? Optional.of(i.longValue())
                    : Optional.empty();
        }

        /// The integer of that name, or 0: libxl leaves out what has its default value.
        public long integerOrZero(String key) {
            return integer(key).orElse(0L);
        }

        /// Whether the member of that name says yes, as a JSON boolean or as libxl's `"True"`;
        /// absent means no.
        public boolean flag(String key) {
            return switch (members.get(key)) {
                case Bool b -> b.value();
                case Str s -> s.value().equals("True");
                case null -> false;
                case Null _, Int _, Arr _, Obj _ -> false;
            };
        }
    }

    /// The object without members.
    Obj EMPTY = new Obj(Collections.emptyNavigableMap());

    /// A string value.
    static Str of(String value) {
        return new Str(value);
    }

    /// An integer value.
    static Int of(long value) {
        return new Int(BigInteger.valueOf(value));
    }

    /// A boolean value.
    static Bool of(boolean value) {
        return new Bool(value);
    }

    /// libxl's three-valued boolean when it is set: the strings `"True"` and `"False"`.
    static Str defbool(boolean value) {
        return new Str(value ? "True" : "False");
    }

    /// An array of values.
    static Arr array(List<? extends Json> items) {
        return new Arr(List.copyOf(items));
    }

    /// An array of integers, as libxl writes bitmaps: the numbers of the bits that are set.
    static Arr bitmap(Iterable<Integer> bits) {
        var items = new java.util.ArrayList<Json>();
        bits.forEach(bit -> items.add(of(bit.longValue())));
        return new Arr(items);
    }

    /// Builds an object member by member, in order.
    static Builder object() {
        return new Builder();
    }

    /// Collects the members of an object; used by one thread and then dropped.
    final class Builder {
        private final SequencedMap<String, Json> members = new LinkedHashMap<>();

        private Builder() {}

        /// Adds or replaces a member.
        public Builder put(String key, Json value) {
            members.put(key, value);
            return this;
        }

        /// Adds a string member.
        public Builder put(String key, String value) {
            return put(key, of(value));
        }

        /// Adds an integer member.
        public Builder put(String key, long value) {
            return put(key, of(value));
        }

        /// Adds all members of another object.
        public Builder putAll(Map<String, Json> more) {
            members.putAll(more);
            return this;
        }

        /// Adds a string member when there is a value.
        public Builder putIfPresent(String key, Optional<String> value) {
            value.ifPresent(v -> put(key, v));
            return this;
        }

        /// The object built so far.
        public Obj build() {
            return new Obj(members);
        }
    }
}
