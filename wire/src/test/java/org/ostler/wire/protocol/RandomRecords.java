package org.ostler.wire.protocol;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// Makes values of any generated record, within every limit of the protocol.
final class RandomRecords {

    private static final int LONGEST_TEXT = 20;
    private static final String LETTERS = "abcdefghij-_:/.<>\u00e9\u20ac\udc80\udcff";

    private static final Set<String> NARROW = Set.of("state", "nrVirtCpu", "type");

    private final Random random;

    RandomRecords(long seed) {
        random = new Random(seed);
    }

    /// Every record of the package that has an XDR form, by name.
    static List<Class<? extends XdrStruct>> allTypes() throws IOException, URISyntaxException {
        Path classes =
                Path.of(XdrStruct.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                        .resolve("org/ostler/wire/protocol");
        List<Class<? extends XdrStruct>> types = new ArrayList<>();
        try (Stream<Path> files = Files.list(classes)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString().replace(".class", "");
                Class<?> type = load(XdrStruct.class.getPackageName() + "." + name);
                if (type.isRecord() && XdrStruct.class.isAssignableFrom(type)) {
                    types.add(type.asSubclass(XdrStruct.class));
                }
            }
        }
        return types;
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    byte[] noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        for (int i = 0; i < length; i++) {
            if (i % 4 != 3 || random.nextInt(4) == 0) {
                bytes[i] = random.nextInt(20) == 0 ? bytes[i] : 0;
            }
        }
        return bytes;
    }

    XdrStruct next(Class<? extends XdrStruct> type) throws ReflectiveOperationException {
        return (XdrStruct) record(type);
    }

    private Object record(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = value(components[i].getGenericType(), components[i].getName());
        }
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        return constructor.newInstance(values);
    }

    private Object value(Type type, String name) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            Type element = generic.getActualTypeArguments()[0];
            return generic.getRawType() == Optional.class
                    ? optional(element, name)
                    : list(element, name);
        }
        if (type == int.class || type == Integer.class) {
            return number(name);
        } else if (type == long.class || type == Long.class) {
            return random.nextLong();
        } else if (type == double.class) {
            return random.nextDouble();
        } else if (type == boolean.class || type == Boolean.class) {
            return random.nextBoolean();
        } else if (type == String.class) {
            return text();
        } else if (type == UUID.class) {
            return new UUID(random.nextLong(), random.nextLong());
        } else if (type == Opaque.class) {
            return Opaque.of(noise(random.nextInt(10)));
        } else if (type == TypedValue.class) {
            return typedValue();
        }
        return record((Class<?>) type);
    }

    /// Members that are narrower than an int on the wire take 0 to 127.
    private int number(String name) {
        return NARROW.contains(name) ? random.nextInt(128) : random.nextInt();
    }

    private Optional<?> optional(Type element, String name) throws ReflectiveOperationException {
        return random.nextBoolean() ? Optional.of(value(element, name)) : Optional.empty();
    }

    private List<?> list(Type element, String name) throws ReflectiveOperationException {
        List<Object> values = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            values.add(value(element, name));
        }
        return values;
    }

    private TypedValue typedValue() {
        return switch (random.nextInt(7)) {
            case 0 -> new TypedValue.IntValue(random.nextInt());
            case 1 -> new TypedValue.UIntValue(random.nextInt());
            case 2 -> new TypedValue.LongValue(random.nextLong());
            case 3 -> new TypedValue.ULongValue(random.nextLong());
            case 4 -> new TypedValue.DoubleValue(random.nextGaussian());
            case 5 -> new TypedValue.BooleanValue(random.nextBoolean());
            default -> new TypedValue.TextValue(text());
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(LONGEST_TEXT / 3); i > 0; i--) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
