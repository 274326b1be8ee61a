package org.ostler.wire.protocol;

import org.ostler.wire.protocol.TypedValue.BooleanValue;
import org.ostler.wire.protocol.TypedValue.DoubleValue;
import org.ostler.wire.protocol.TypedValue.IntValue;
import org.ostler.wire.protocol.TypedValue.LongValue;
import org.ostler.wire.protocol.TypedValue.TextValue;
import org.ostler.wire.protocol.TypedValue.UIntValue;
import org.ostler.wire.protocol.TypedValue.ULongValue;

/// A named value of one of seven types. C clients hold at most 79 bytes of the name; longer ones
/// are read but must not be sent.
public record TypedParam(String field, TypedValue value) implements XdrStruct {

    /// The bytes of a name, as C clients see it, without the final NUL.
    public static final int FIELD_MAX_BYTES = 79;

    /// The fewest bytes that one takes: an empty name, the type, a number.
    static final int MIN_BYTES = 12;

    private static final int TEXT_MAX_BYTES = 4_194_304;

    /// Reads one; an unknown type is an error, since the size of its value is not known.
    public static TypedParam decode(XdrReader xdr) {
        String field = xdr.text("field", TEXT_MAX_BYTES);
        int type = xdr.integer("type");
        return new TypedParam(
                field,
                switch (type) {
                    case 1 -> new IntValue(xdr.integer("value"));
                    case 2 -> new UIntValue(xdr.integer("value"));
                    case 3 -> new LongValue(xdr.hyper("value"));
                    case 4 -> new ULongValue(xdr.hyper("value"));
                    case 5 -> new DoubleValue(xdr.real("value"));
                    case 6 -> new BooleanValue(xdr.bool("value"));
                    case 7 -> new TextValue(xdr.text("value", TEXT_MAX_BYTES));
                    default -> throw xdr.error("type", "expected 1 to 7, found " + type);
                });
    }

    @Override
    public void encode(XdrWriter xdr) {
        xdr.text("field", field, FIELD_MAX_BYTES);
        xdr.integer(value.type());
        switch (value) {
            case IntValue(int number) -> xdr.integer(number);
            case UIntValue(int number) -> xdr.integer(number);
            case LongValue(long number) -> xdr.hyper(number);
            case ULongValue(long number) -> xdr.hyper(number);
            case DoubleValue(double number) -> xdr.real(number);
            case BooleanValue(boolean truth) -> xdr.bool(truth);
            case TextValue(String text) -> xdr.text("value", text, TEXT_MAX_BYTES);
        }
    }

    /// A signed 32-bit parameter.
    public static TypedParam ofInt(String field, int value) {
        return new TypedParam(field, new IntValue(value));
    }

    /// An unsigned 32-bit parameter.
    public static TypedParam ofUInt(String field, int value) {
        return new TypedParam(field, new UIntValue(value));
    }

    /// A signed 64-bit parameter.
    public static TypedParam ofLong(String field, long value) {
        return new TypedParam(field, new LongValue(value));
    }

    /// An unsigned 64-bit parameter.
    public static TypedParam ofULong(String field, long value) {
        return new TypedParam(field, new ULongValue(value));
    }

    /// A floating-point parameter.
    public static TypedParam ofDouble(String field, double value) {
        return new TypedParam(field, new DoubleValue(value));
    }

    /// A truth parameter.
    public static TypedParam ofBoolean(String field, boolean value) {
        return new TypedParam(field, new BooleanValue(value));
    }

    /// A text parameter.
    public static TypedParam ofText(String field, String value) {
        return new TypedParam(field, new TextValue(value));
    }
}
