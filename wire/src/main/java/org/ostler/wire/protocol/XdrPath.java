package org.ostler.wire.protocol;

import java.util.Arrays;

/// Where in nested structures a codec is, so that an error can name the member. Costs two array
/// stores per nested structure and nothing per plain member. Not thread-safe: belongs to one reader
/// or writer.
final class XdrPath {

    private static final int NO_INDEX = -1;

    private String[] names = new String[8];
    private int[] indexes = new int[8];
    private int depth;

    void enter(String name) {
        if (depth == names.length) {
            names = Arrays.copyOf(names, depth * 2);
            indexes = Arrays.copyOf(indexes, depth * 2);
        }
        names[depth] = name;
        indexes[depth++] = NO_INDEX;
    }

    void index(int index) {
        indexes[depth - 1] = index;
    }

    void leave() {
        depth--;
    }

    void clear() {
        depth = 0;
    }

    XdrException error(String member, String problem) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            append(path, names[i]);
            if (indexes[i] != NO_INDEX) {
                path.append('[').append(indexes[i]).append(']');
            }
        }
        append(path, member);
        return new XdrException(path.toString(), problem);
    }

    private static void append(StringBuilder path, String name) {
        if (!name.isEmpty()) {
            path.append(path.isEmpty() ? "" : ".").append(name);
        }
    }
}
