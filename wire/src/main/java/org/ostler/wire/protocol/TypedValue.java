package org.ostler.wire.protocol;

/// The value of a [TypedParam]: one of the seven types of libvirt's `virTypedParameterType`.
public sealed interface TypedValue {

    /// Type 1, a signed 32-bit number.
    record IntValue(int value) implements TypedValue {}

    /// Type 2, an unsigned 32-bit number in the bits of an `int`.
    record UIntValue(int value) implements TypedValue {
        /// The number, 0 to 2³²−1.
        public long unsigned() {
            return Integer.toUnsignedLong(value);
        }
    }

    /// Type 3, a signed 64-bit number.
    record LongValue(long value) implements TypedValue {}

    /// Type 4, an unsigned 64-bit number in the bits of a `long`.
    record ULongValue(long value) implements TypedValue {}

    /// Type 5, an IEEE 754 double.
    record DoubleValue(double value) implements TypedValue {}

    /// Type 6, a truth value; any non-zero number read from the wire is true.
    record BooleanValue(boolean value) implements TypedValue {}

    /// Type 7, a text of at most 4194304 bytes.
    record TextValue(String value) implements TypedValue {}

    /// libvirt's number of the type.
    default int type() {
        return switch (this) {
            case IntValue _ -> 1;
            case UIntValue _ -> 2;
            case LongValue _ -> 3;
            case ULongValue _ -> 4;
            case DoubleValue _ -> 5;
            case BooleanValue _ -> 6;
            case TextValue _ -> 7;
        };
    }
}
