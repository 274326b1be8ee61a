package org.ostler.api;

import java.util.List;
import java.util.Objects;

/// What came of a conversion between a description and a [NativeFormat], and what is to be said of
/// it. Immutable.
///
/// @param remarks empty where nothing is; also where a libvirtd converted, which says nothing
public record Conversion<T>(T value, List<Remark> remarks) {
    public Conversion {
        Objects.requireNonNull(value);
        remarks = List.copyOf(remarks);
    }

    /// Something in the source that is not as it looks, or did not come across as it was.
    ///
    /// @param line in the source, from 1; 0 where it is about no place in a text
    /// @param column in the source, from 1; 0 where it is about no place in a text
    /// @param path the option or element that it is about, e.g. `disk[2]` or `/domain/devices/rng`;
    ///   may be empty
    /// @param text a sentence without a full stop
    public record Remark(Kind kind, int line, int column, String path, String text) {
        public Remark {
            Objects.requireNonNull(kind);
            Objects.requireNonNull(path);
            Objects.requireNonNull(text);
        }

        /// What has become of it.
        public enum Kind {
            /// It came across, but the source may not mean what its author thinks.
            NOTE,
            /// The result has no place of its own for it; it is kept there and returns.
            KEPT,
            /// The result says it differently, or more exactly.
            CHANGED,
            /// The result does not have it, and it does not return.
            LOST
        }
    }
}
