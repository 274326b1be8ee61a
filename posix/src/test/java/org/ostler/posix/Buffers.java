package org.ostler.posix;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

final class Buffers {
    private Buffers() {}

    static ByteBuffer of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    static String text(ByteBuffer buffer) {
        return StandardCharsets.UTF_8.decode(buffer).toString();
    }
}
