package org.ostler.driver.qemu;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An immutable JSON value, as QMP sends and takes them.
///
/// Objects keep the order of their members. Integers are exact: [Int] holds what fits 64 signed
/// bits, [Big] the rest of QMP's `uint64`/`size` range. Reading and writing is the business of
/// [JsonText]. Instances are safe to share between threads.
public sealed interface Json {

    /// An object; the last of two members of one name wins.
    record Obj(Map<String, Json> members) implements Json {
        /// The object without members.
        public static final Obj EMPTY = new Obj(Map.of());

        public Obj {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /// The member of that name, if there is one and it is not `null`.
        public Optional<Json> find(String name) {
            return Optional.ofNullable(members.get(name)).filter(v -> !(v instanceof Null));
        }

        /// The string of that name, if there is one.
        public Optional<String> string(String name) {
            return find(name).filter(Str.class::isInstance).map(v -> ((Str) v).value());
        }

        /// The whole number of that name, if there is one that fits 64 signed bits.
        public Optional<Long> integer(String name) {
            return find(name).filter(Int.class::isInstance).map(v -> ((Int) v).value());
        }

        /// Whether the member of that name is `true`.
        public boolean isTrue(String name) {
            return members.get(name) instanceof Bool(boolean value) && value;
        }

        /// The object of that name, or the empty object.
        public Obj object(String name) {
            return members.get(name) instanceof Obj o ? o : EMPTY;
        }

        /// The elements of the array of that name, or no elements.
        public List<Json> list(String name) {
            return members.get(name) instanceof Arr(List<Json> elements) ? elements : List.of();
        }
    }

    /// An array.
    record Arr(List<Json> elements) implements Json {
        public Arr {
            elements = List.copyOf(elements);
        }
    }

    /// A string.
    record Str(String value) implements Json {}

    /// A whole number within 64 signed bits.
    record Int(long value) implements Json {}

    /// A whole number beyond 64 signed bits.
    record Big(BigInteger value) implements Json {}

    /// Any other number.
    record Real(double value) implements Json {}

    /// `true` or `false`.
    record Bool(boolean value) implements Json {}

    /// `null`.
    record Null() implements Json {}

    /// This value as an object.
    ///
    /// @throws IllegalStateException when it is something else
    default Obj asObject() {
        if (this instanceof Obj o) {
            return o;
        }
        throw new IllegalStateException("expected a JSON object, found " + JsonText.write(this));
    }

    /// The objects among this array's elements; empty when this is no array.
    default List<Obj> asObjects() {
        List<Obj> found = new ArrayList<>();
        if (this instanceof Arr(List<Json> elements)) {
            for (Json element : elements) {
                if (element instanceof Obj o) {
                    found.add(o);
                }
            }
        }
        return found;
    }

    /// A builder of objects.
    static ObjBuilder object() {
        return new ObjBuilder();
    }

    /// An array of strings.
    static Arr strings(Iterable<String> values) {
        List<Json> elements = new ArrayList<>();
        values.forEach(v -> elements.add(new Str(v)));
        return new Arr(elements);
    }

    /// Collects the members of an object in order; confined to one thread.
    final class ObjBuilder {
        private final Map<String, Json> members = new LinkedHashMap<>();

        private ObjBuilder() {}

        /// Adds a member.
        public ObjBuilder put(String name, Json value) {
            members.put(name, value);
            return this;
        }

        /// Adds a string.
        public ObjBuilder put(String name, String value) {
            return put(name, new Str(value));
        }

        /// Adds a whole number.
        public ObjBuilder put(String name, long value) {
            return put(name, new Int(value));
        }

        /// Adds a truth value.
        public ObjBuilder put(String name, boolean value) {
            return put(name, new Bool(value));
        }

        /// Adds the string if it is there.
        public ObjBuilder putIf(String name, Optional<String> value) {
            value.ifPresent(v -> put(name, v));
            return this;
        }

        /// The object of what was added.
        public Obj build() {
            return members.isEmpty() ? Obj.EMPTY : new Obj(members);
        }
    }
}
