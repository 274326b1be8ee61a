package org.ostler.daemon.rpc;

import org.ostler.wire.protocol.Opaque;
import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.TypedValue;
import org.ostler.wire.protocol.WireDomain;
import org.ostler.wire.protocol.XdrException;
import org.ostler.wire.protocol.XdrReader;
import org.ostler.wire.protocol.XdrStruct;
import org.ostler.wire.protocol.XdrWriter;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Makes arguments of any procedure that are well-formed, and mean something now and then: the
/// domains are real ones.
final class ArgumentMaker {
    private static final int ZEROS = 4096;

    private final Mutator mutator;
    private final WireDomain known;

    ArgumentMaker(Mutator mutator, WireDomain known) {
        this.mutator = mutator;
        this.known = known;
    }

    /// Encoded arguments of a call.
    ByteBuffer of(Procedure<?, ?> call) {
        // Zeros are arguments of every procedure, and tell their type.
        Class<?> type = call.decodeArgs(new XdrReader(new byte[ZEROS])).getClass();
        XdrWriter writer = new XdrWriter();
        try {
            Object made = type.isRecord() ? record(type) : null;
            if (made instanceof XdrStruct arguments) {
                arguments.encode(writer);
            }
        } catch (XdrException outOfBounds) {
            return mutator.arguments(known.uuid());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type.getName(), e);
        }
        ByteBuffer own = ByteBuffer.allocate(writer.asByteBuffer().remaining());
        return own.put(writer.asByteBuffer()).flip();
    }

    private Object record(Class<?> type) throws ReflectiveOperationException {
        if (type == WireDomain.class && !mutator.oneIn(8)) {
            return known;
        }
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = value(components[i].getGenericType());
        }
        return type.getDeclaredConstructor(types).newInstance(values);
    }

    private Object value(Type type) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            Type element = generic.getActualTypeArguments()[0];
            return generic.getRawType() == Optional.class ? optional(element) : list(element);
        }
        if (type == int.class || type == Integer.class) {
            return mutator.number();
        } else if (type == long.class || type == Long.class) {
            return mutator.oneIn(4) ? Long.MIN_VALUE >> mutator.below(64) : (long) mutator.number();
        } else if (type == double.class) {
            return (double) mutator.number();
        } else if (type == boolean.class || type == Boolean.class) {
            return mutator.oneIn(2);
        } else if (type == String.class) {
            return mutator.text();
        } else if (type == UUID.class) {
            return mutator.oneIn(2) ? known.uuid() : new UUID(mutator.number(), mutator.number());
        } else if (type == Opaque.class) {
            return Opaque.of(new byte[mutator.below(40)]);
        } else if (type == TypedValue.class) {
            return typedValue();
        }
        return record((Class<?>) type);
    }

    private Optional<?> optional(Type element) throws ReflectiveOperationException {
        return mutator.oneIn(3) ? Optional.empty() : Optional.of(value(element));
    }

    private List<?> list(Type element) throws ReflectiveOperationException {
        List<Object> values = new ArrayList<>();
        for (int i = mutator.below(4); i > 0; i--) {
            values.add(value(element));
        }
        return values;
    }

    private TypedValue typedValue() {
        return switch (mutator.below(7)) {
            case 0 -> new TypedValue.IntValue(mutator.number());
            case 1 -> new TypedValue.UIntValue(mutator.number());
            case 2 -> new TypedValue.LongValue(mutator.number());
            case 3 -> new TypedValue.ULongValue(mutator.number());
            case 4 -> new TypedValue.DoubleValue(mutator.number());
            case 5 -> new TypedValue.BooleanValue(mutator.oneIn(2));
            default -> new TypedValue.TextValue(mutator.text());
        };
    }
}
