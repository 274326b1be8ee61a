package org.ostler.xlcfg;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The values that options have, in the order in which they were given. Immutable.
///
/// A conversion makes some forty copies with one value more: an array is copied at once, where a
/// map's copy has an object for each value; and few as they are, looking them through is no slower
/// than a map.
final class XlValues {
    static final XlValues NONE = new XlValues(new Object[0]);

    /// Options at even places, each before its value.
    private final Object[] pairs;

    private XlValues(Object[] pairs) {
        this.pairs = pairs;
    }

    static XlValues of(SequencedMap<XlOption<?>, Object> values) {
        var pairs = new ArrayList<>(2 * values.size());
        values.forEach(
                (option, value) -> {
                    pairs.add(option);
                    pairs.add(value);
                });
        return new XlValues(pairs.toArray());
    }

    private int place(XlOption<?> option) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i] == option) {
                return i;
            }
        }
        return -1;
    }

    @Nullable Object get(XlOption<?> option) {
        int place = place(option);
        return place < 0 ? null : pairs[place + 1];
    }

    /// With a value in the place of the one before, or as the last.
    XlValues with(XlOption<?> option, Object value) {
        int place = place(option);
        boolean more = place < 0;
        Object[] copy = Arrays.copyOf(pairs, more ? pairs.length + 2 : pairs.length);
        int at = more ? pairs.length : place;
        copy[at] = option;
        copy[at + 1] = value;
        return new XlValues(copy);
    }

    XlValues without(XlOption<?> option) {
        int place = place(option);
        if (place < 0) {
            return this;
        }
        Object[] copy = Arrays.copyOf(pairs, pairs.length - 2);
        System.arraycopy(pairs, place + 2, copy, place, copy.length - place);
        return new XlValues(copy);
    }

    List<XlOption<?>> options() {
        var options = new ArrayList<XlOption<?>>(pairs.length / 2);
        for (int i = 0; i < pairs.length; i += 2) {
            options.add((XlOption<?>) pairs[i]);
        }
        return List.copyOf(options);
    }

    private Map<Object, Object> map() {
        var map = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    /// Whether both give the same options the same values, in whatever order.
    @Override
    public boolean equals(Object other) {
        return other instanceof XlValues that && map().equals(that.map());
    }

    @Override
    public int hashCode() {
        return map().hashCode();
    }
}
