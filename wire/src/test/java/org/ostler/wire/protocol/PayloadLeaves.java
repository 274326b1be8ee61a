package org.ostler.wire.protocol;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// The numbers, texts and blobs of a record in the order of the wire, as a dissector shows them:
/// name and bytes. Walks the record's components, and knows nothing of how they are encoded here.
final class PayloadLeaves {
    private static final int FIXED_MODEL_BYTES = 32;
    private static final int ESCAPE_FIRST = 0xDC80;
    private static final int ESCAPE_LAST = 0xDCFF;

    private final List<String> leaves = new ArrayList<>();

    private PayloadLeaves() {}

    static List<String> of(XdrStruct record) throws ReflectiveOperationException {
        PayloadLeaves walk = new PayloadLeaves();
        walk.record(record);
        return walk.leaves;
    }

    /// As both sides compare it: names in different styles count as the same.
    static String leaf(String name, String hex) {
        return name.replace("_", "").toLowerCase(Locale.ROOT) + " " + hex;
    }

    private void record(Object record) throws ReflectiveOperationException {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = component.getAccessor().invoke(record);
            String name = component.getName();
            if (value instanceof TypedValue typed) {
                typed(typed);
            } else if (isCharacters(record, name)) {
                characters(record, name, value);
            } else {
                value(name, value, component.getGenericType());
            }
        }
    }

    /// The four-bytes-a-character members of rpcgen's `char` arrays.
    private static boolean isCharacters(Object record, String name) {
        return switch (record) {
            case NodeGetInfoRet _, NodeGetSecurityModelRet _ ->
                    name.equals("model") || name.equals("doi");
            case DomainGetSecurityLabelRet _ -> name.equals("label");
            case AuthSaslStartArgs _, AuthSaslStartRet _, AuthSaslStepArgs _, AuthSaslStepRet _ ->
                    name.equals("data");
            default -> false;
        };
    }

    private void characters(Object record, String name, Object value) {
        if (value instanceof Opaque data) {
            for (int i = 0; i < data.size(); i++) {
                add(name, word(data.get(i)));
            }
            return;
        }
        byte[] text = bytes((String) value);
        for (byte one : text) {
            add(name, word(one));
        }
        int bytes = record instanceof NodeGetInfoRet ? FIXED_MODEL_BYTES : text.length + 1;
        for (int i = text.length; i < bytes; i++) {
            add(name, word(0));
        }
    }

    private void value(String name, Object value, Type type) throws ReflectiveOperationException {
        switch (value) {
            case Integer number -> add(name, word(number));
            case Boolean truth -> add(name, word(truth ? 1 : 0));
            case Long number -> add(name, number.longValue());
            case Double number -> add(name, Double.doubleToRawLongBits(number));
            case String text -> add(name, counted(bytes(text)));
            case Opaque bytes -> add(name, counted(bytes.toByteArray()));
            case UUID uuid ->
                    add(
                            name,
                            hex(
                                    ByteBuffer.allocate(16)
                                            .putLong(uuid.getMostSignificantBits())
                                            .putLong(uuid.getLeastSignificantBits())));
            case Optional<?> optional -> optional(name, optional, type);
            case List<?> list -> {
                for (Object element : list) {
                    value(name, element, element.getClass());
                }
            }
            default -> record(value);
        }
    }

    /// Of an absent text the dissector shows the word that says so, of an absent structure nothing.
    private void optional(String name, Optional<?> optional, Type type)
            throws ReflectiveOperationException {
        Type element = ((ParameterizedType) type).getActualTypeArguments()[0];
        if (optional.isPresent()) {
            value(name, optional.get(), element);
        } else if (element == String.class) {
            add(name, word(0));
        }
    }

    private void typed(TypedValue value) {
        switch (value) {
            case TypedValue.IntValue(int number) -> add("i", word(number));
            case TypedValue.UIntValue(int number) -> add("ui", word(number));
            case TypedValue.LongValue(long number) -> add("l", number);
            case TypedValue.ULongValue(long number) -> add("ul", number);
            case TypedValue.DoubleValue(double number) ->
                    add("d", Double.doubleToRawLongBits(number));
            case TypedValue.BooleanValue(boolean truth) -> add("b", word(truth ? 1 : 0));
            case TypedValue.TextValue(String text) -> add("s", counted(bytes(text)));
        }
    }

    private void add(String name, long number) {
        add(name, hex(ByteBuffer.allocate(Long.BYTES).putLong(number)));
    }

    private void add(String name, String hex) {
        leaves.add(leaf(name, hex));
    }

    /// UTF-8, but for the chars that stand for single bytes.
    private static byte[] bytes(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        text.codePoints()
                .forEach(
                        c -> {
                            if (c >= ESCAPE_FIRST && c <= ESCAPE_LAST) {
                                bytes.write(c);
                            } else {
                                bytes.writeBytes(
                                        Character.toString(c).getBytes(StandardCharsets.UTF_8));
                            }
                        });
        return bytes.toByteArray();
    }

    private static String word(int number) {
        return hex(ByteBuffer.allocate(Integer.BYTES).putInt(number));
    }

    private static String counted(byte[] bytes) {
        int padded = (bytes.length + 3) & ~3;
        return hex(ByteBuffer.allocate(Integer.BYTES + padded).putInt(bytes.length).put(bytes));
    }

    /// Of the whole buffer, wherever its position is.
    private static String hex(ByteBuffer bytes) {
        byte[] all = new byte[bytes.capacity()];
        bytes.get(0, all);
        return HexFormat.of().formatHex(all);
    }
}
