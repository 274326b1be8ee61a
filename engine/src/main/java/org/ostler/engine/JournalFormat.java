package org.ostler.engine;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// How changes are written into a journal's file. Pure.
///
/// The first block names the format. Batches of records follow, each batch at the beginning of a
/// block. A record is: a mark, the length of its content, the CRC-32C of all that follows, its
/// number, its content (32, 32, 32, 64 bits, big endian). Numbers count up by one and begin at
/// random whenever an engine begins, so that what an earlier use of the file left behind the last
/// record is never taken for its continuation. The first record that is not whole ends the file: it
/// was never acknowledged.
final class JournalFormat {
    /// Where the first batch begins.
    static final int START = Storage.Log.BLOCK;

    /// The bytes at the beginning of a file that tell whether there are records.
    static final int TELLING_BYTES = 2 * Storage.Log.BLOCK;

    private static final String KIND = "ostler-journal";
    private static final int VERSION = 1;
    private static final String TITLE =
            KIND
                    + " "
                    + VERSION
                    + "\nchanges that the files in domains/ may not have on the disk yet\n";
    private static final int MARK = 0x0a6f6a72;
    private static final int HEAD = 20;
    private static final int CRC_AT = 8;
    private static final byte SAVED = 1;
    private static final byte REMOVED = 2;
    private static final byte MARKED = 3;

    private JournalFormat() {}

    /// A change with its number.
    record Numbered(long number, Change change) {}

    /// The first block and an empty second one: a file without records.
    static byte[] empty() {
        return Arrays.copyOf(TITLE.getBytes(StandardCharsets.US_ASCII), TELLING_BYTES);
    }

    /// Whether that is a file without records, as it should be.
    static boolean isEmpty(byte[] content) {
        byte[] empty = empty();
        return content.length >= empty.length
                && Arrays.equals(content, 0, START + HEAD, empty, 0, START + HEAD);
    }

    /// Whether nothing was ever written there, but perhaps zeros.
    static boolean isBlank(byte[] content) {
        for (int i = 0; i < Math.min(content.length, START); i++) {
            if (content[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /// Whether that is a journal's file.
    static boolean isJournal(byte[] content) {
        byte[] kind = (KIND + " ").getBytes(StandardCharsets.US_ASCII);
        return content.length >= kind.length
                && Arrays.equals(content, 0, kind.length, kind, 0, kind.length);
    }

    // ---- writing

    /// The content of a record.
    static byte[] content(Change change) {
        byte[] name = change.name().getBytes(StandardCharsets.UTF_8);
        return switch (change) {
            case Change.Saved saved -> {
                byte[] before = saved.before().getBytes(StandardCharsets.US_ASCII);
                yield joined(SAVED, name, before, saved.xml(), saved.pins());
            }
            case Change.Removed removed ->
                    joined(REMOVED, name, removed.before().getBytes(StandardCharsets.US_ASCII));
            case Change.Marked marked ->
                    joined(MARKED, name, new byte[] {(byte) (marked.on() ? 1 : 0)});
        };
    }

    private static byte[] joined(byte kind, byte[]... fields) {
        int length = 1;
        for (byte[] field : fields) {
            length += Integer.BYTES + field.length;
        }
        ByteBuffer content = ByteBuffer.allocate(length).put(kind);
        for (byte[] field : fields) {
            content.putInt(field.length).put(field);
        }
        return content.array();
    }

    /// The bytes of a batch of records with that much content, rounded up to whole blocks.
    static int size(List<byte[]> contents) {
        long size = 0;
        for (byte[] content : contents) {
            size += HEAD + content.length;
        }
        long blocks = (size + Storage.Log.BLOCK - 1) / Storage.Log.BLOCK;
        return Math.toIntExact(blocks * Storage.Log.BLOCK);
    }

    /// A batch of records, padded with zeros to whole blocks.
    ///
    /// @param first the number of the first one
    static byte[] batch(long first, List<byte[]> contents) {
        ByteBuffer batch = ByteBuffer.allocate(size(contents));
        long number = first;
        for (byte[] content : contents) {
            int at = batch.position();
            batch.putInt(MARK).putInt(content.length).putInt(0).putLong(number).put(content);
            int crc = crc(batch.array(), at + CRC_AT + Integer.BYTES, Long.BYTES + content.length);
            batch.putInt(at + CRC_AT, crc);
            number++;
        }
        return batch.array();
    }

    private static int crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    // ---- reading

    /// The changes in a file, in order.
    ///
    /// @throws IOException when a newer version has written it
    static List<Numbered> read(byte[] file) throws IOException {
        byte[] title = TITLE.getBytes(StandardCharsets.US_ASCII);
        if (file.length < START || !Arrays.equals(file, 0, title.length, title, 0, title.length)) {
            throw new IOException("the journal is of a format that this version does not read");
        }
        List<Numbered> records = new ArrayList<>();
        int at = START;
        Optional<Numbered> record = record(file, at, null);
        while (record.isPresent()) {
            records.add(record.get());
            at += HEAD + ByteBuffer.wrap(file).getInt(at + Integer.BYTES);
            long next = record.get().number() + 1;
            record = record(file, at, next);
            int block = at + Math.floorMod(-at, Storage.Log.BLOCK);
            if (record.isEmpty() && block != at) {
                at = block;
                record = record(file, at, next);
            }
        }
        return records;
    }

    private static Optional<Numbered> record(byte[] file, int at, @Nullable Long expected)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        if (at > file.length - HEAD || bytes.getInt(at) != MARK) {
            return Optional.empty();
        }
        int length = bytes.getInt(at + Integer.BYTES);
        int crc = bytes.getInt(at + CRC_AT);
        long number = bytes.getLong(at + CRC_AT + Integer.BYTES);
        if (length < 1
                || length > file.length - HEAD - at
                || (expected != null && expected != number)
                || crc(file, at + CRC_AT + Integer.BYTES, Long.BYTES + length) != crc) {
            return Optional.empty();
        }
        return Optional.of(new Numbered(number, change(bytes.slice(at + HEAD, length))));
    }

    private static Change change(ByteBuffer content) throws IOException {
        try {
            byte kind = content.get();
            String name = new String(field(content), StandardCharsets.UTF_8);
            return switch (kind) {
                case SAVED ->
                        new Change.Saved(name, ascii(content), field(content), field(content));
                case REMOVED -> new Change.Removed(name, ascii(content));
                case MARKED -> new Change.Marked(name, field(content)[0] != 0);
                default ->
                        throw new IOException(
                                "the journal has a record of kind "
                                        + kind
                                        + ", which this version does not know");
            };
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IOException(
                    "a record of the journal does not have the fields of its kind", e);
        }
    }

    private static String ascii(ByteBuffer content) {
        return new String(field(content), StandardCharsets.US_ASCII);
    }

    private static byte[] field(ByteBuffer content) {
        int length = content.getInt();
        if (length < 0 || length > content.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] field = new byte[length];
        content.get(field);
        return field;
    }
}
