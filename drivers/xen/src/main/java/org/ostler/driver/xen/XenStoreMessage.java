package org.ostler.driver.xen;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/// One message of the xenstore protocol: four 32-bit words in the host's byte order (type, request,
/// transaction, length) and a payload of at most [#MAX_PAYLOAD] bytes. Source: the public header
/// `xen/io/xs_wire.h`.
///
/// @param type what it asks or answers
/// @param request the number that the answer repeats
/// @param payload the rest, usually strings that end with a zero byte
@SuppressWarnings("ArrayRecordComponent") // messages pass by once and are never compared
record XenStoreMessage(int type, int request, byte[] payload) {
    static final int MAX_PAYLOAD = 4096;

    /// Over a socket some xenstoreds answer with more than the protocol's limit: Xen 4.17's lists a
    /// directory of 8590 bytes in one message.
    static final int MAX_ANSWER = 1 << 20;

    static final int DIRECTORY = 1;
    static final int READ = 2;
    static final int WATCH = 4;
    static final int UNWATCH = 5;
    static final int GET_DOMAIN_PATH = 10;
    static final int WRITE = 11;
    static final int WATCH_EVENT = 15;
    static final int ERROR = 16;
    static final int IS_DOMAIN_INTRODUCED = 17;
    static final int DIRECTORY_PART = 20;

    private static final int HEADER_BYTES = 16;

    /// A message whose payload is strings, each ended by a zero byte.
    static XenStoreMessage ofStrings(int type, int request, String... strings) {
        return new XenStoreMessage(
                type,
                request,
                (String.join("\0", strings) + "\0").getBytes(StandardCharsets.UTF_8));
    }

    /// The payload as text, without one zero byte at its end.
    String text() {
        int length =
                payload.length > 0 && payload[payload.length - 1] == 0
                        ? payload.length - 1
                        : payload.length;
        return new String(payload, 0, length, StandardCharsets.UTF_8);
    }

    /// The strings of the payload.
    String[] strings() {
        return payload.length == 0 ? new String[0] : text().split("\0", -1);
    }

    /// Sends the message.
    ///
    /// @throws IOException when the payload is too long or the connection fails
    void send(WritableByteChannel channel) throws IOException {
        if (payload.length > MAX_PAYLOAD) {
            throw new IOException(
                    "A xenstore message of %d bytes is longer than %d."
                            .formatted(payload.length, MAX_PAYLOAD));
        }
        ByteBuffer buffer =
                ByteBuffer.allocate(HEADER_BYTES + payload.length)
                        .order(ByteOrder.nativeOrder())
                        .putInt(type)
                        .putInt(request)
                        .putInt(0)
                        .putInt(payload.length)
                        .put(payload)
                        .flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /// Waits for the next message.
    ///
    /// @throws EOFException when the other side has closed the connection
    static XenStoreMessage receive(ReadableByteChannel channel) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.nativeOrder());
        fill(channel, header);
        int type = header.getInt();
        int request = header.getInt();
        int transaction = header.getInt();
        int length = header.getInt();
        if (length < 0 || length > MAX_ANSWER) {
            throw new IOException(
                    "xenstored announced %d bytes in a message of type %d (transaction %d); at most %d are allowed."
                            .formatted(length, type, transaction, MAX_ANSWER));
        }
        ByteBuffer payload = ByteBuffer.allocate(length);
        fill(channel, payload);
        return new XenStoreMessage(type, request, payload.array());
    }

    private static void fill(ReadableByteChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("xenstored closed the connection.");
            }
        }
        buffer.flip();
    }
}
