package org.ostler.daemon.rpc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes bytes and texts that are nearly right, from a seed.
final class Mutator {
    private static final int[] NUMBERS = {
        0, 0, 0, 1, 1, 2, 3, 4, 7, 8, 16, 64, 255, 0x100000, 0x7fffffff, -1, -2, 0x80000000
    };

    private static final List<String> TEXTS =
            List.of(
                    "",
                    "test",
                    "a",
                    "vda",
                    "/",
                    "../../etc",
                    "\u00ff\u00fe",
                    "%s%n",
                    "x".repeat(300));

    private static final List<String> SPLINTERS =
            List.of(
                    "<",
                    ">",
                    "&",
                    "&amp;",
                    "&#0;",
                    "&#x10ffff;",
                    "&nobody;",
                    "\"",
                    "'",
                    "/>",
                    "</domain>",
                    "<!--",
                    "-->",
                    "<![CDATA[",
                    "]]>",
                    "<!DOCTYPE d [<!ENTITY e 'x'>]>",
                    "<?xml version='1.0'?>",
                    "<?pi ?>",
                    " xmlns='u:x'",
                    " xmlns:p='u:y'",
                    "<p:q/>",
                    "\u0000",
                    "\ufffe",
                    "\ud800",
                    "\ud83d\ude00",
                    "-1",
                    "0",
                    "99999999999999999999",
                    "1e9",
                    "0x10",
                    "\n",
                    "<a>".repeat(600),
                    "9".repeat(5000));

    /// An element that holds no other, or a tag.
    private static final Pattern ELEMENT = Pattern.compile("<(\\w+)[^<>]*>[^<>]*</\\1>|<[^<>]+>");

    private final Random random;

    Mutator(long seed) {
        random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /// A number that means something somewhere, or any.
    int number() {
        return oneIn(6) ? random.nextInt() : NUMBERS[random.nextInt(NUMBERS.length)];
    }

    /// A text that means something somewhere.
    String text() {
        return oneOf(TEXTS);
    }

    /// Arguments that begin as some procedures' do, and go on with what may come next.
    ByteBuffer arguments(UUID known) {
        ByteBuffer xdr = ByteBuffer.allocate(8192);
        if (random.nextBoolean()) {
            text(xdr, "test");
            uuid(xdr, oneIn(4) ? new UUID(1, 1) : known);
            xdr.putInt(1);
        }
        for (int i = random.nextInt(12); i > 0; i--) {
            switch (random.nextInt(8)) {
                case 0 -> text(xdr, text());
                case 1 -> uuid(xdr, known);
                case 2 -> parameter(xdr);
                case 3 -> xdr.putLong(random.nextLong());
                default -> xdr.putInt(number());
            }
        }
        xdr.flip();
        if (oneIn(5)) {
            xdr.limit(random.nextInt(xdr.limit() + 1));
        }
        return xdr;
    }

    private void text(ByteBuffer xdr, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        xdr.putInt(oneIn(20) ? bytes.length + random.nextInt(9) - 4 : bytes.length).put(bytes);
        while (xdr.position() % 4 != 0) {
            xdr.put((byte) 0);
        }
    }

    private static void uuid(ByteBuffer xdr, UUID uuid) {
        xdr.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
    }

    private void parameter(ByteBuffer xdr) {
        xdr.putInt(1);
        text(xdr, text());
        xdr.putInt(1 + random.nextInt(8)).putInt(random.nextInt());
    }

    /// As [#mutated(byte[])], as an array of their own.
    byte[] mutatedBytes(byte[] bytes) {
        ByteBuffer changed = mutated(bytes);
        byte[] own = new byte[changed.remaining()];
        changed.get(own);
        return own;
    }

    /// The bytes with some of them changed, or fewer of them.
    ByteBuffer mutated(byte[] bytes) {
        byte[] changed = bytes.clone();
        for (int i = 1 + random.nextInt(6); i > 0 && changed.length > 0; i--) {
            int at = random.nextInt(changed.length);
            changed[at] =
                    switch (random.nextInt(4)) {
                        case 0 -> (byte) random.nextInt();
                        case 1 -> (byte) (changed[at] ^ 1 << random.nextInt(8));
                        case 2 -> (byte) 0xff;
                        default -> 0;
                    };
        }
        ByteBuffer result = ByteBuffer.wrap(changed);
        if (oneIn(6)) {
            result.limit(random.nextInt(changed.length + 1));
        }
        return result;
    }

    /// A beginning of one and an end of the other.
    byte[] spliced(byte[] head, byte[] tail) {
        int from = tail.length - below(tail.length + 1);
        int to = below(head.length + 1);
        byte[] both = Arrays.copyOf(head, to + tail.length - from);
        System.arraycopy(tail, from, both, to, tail.length - from);
        return both;
    }

    /// Another number of four bytes in some place, which lies as numbers do more often than not.
    byte[] withNumber(byte[] bytes) {
        byte[] changed = bytes.clone();
        if (changed.length >= Integer.BYTES) {
            int at = below(changed.length - Integer.BYTES + 1);
            int aligned = oneIn(4) ? at : at - at % Integer.BYTES;
            ByteBuffer.wrap(changed).putInt(aligned, number());
        }
        return changed;
    }

    /// The document with one of its elements replaced by, or followed by, one of the other's.
    String grafted(String document, String other) {
        Matcher taken = ELEMENT.matcher(other);
        Matcher place = ELEMENT.matcher(document);
        if (!taken.find(below(other.length() + 1)) || !place.find(below(document.length() + 1))) {
            return mutated(document);
        }
        int end = oneIn(2) ? place.start() : place.end();
        return document.substring(0, place.start()) + taken.group() + document.substring(end);
    }

    /// The document with pieces taken out, doubled, moved or put in.
    String mutated(String document) {
        StringBuilder text = new StringBuilder(document);
        for (int i = 1 + random.nextInt(5); i > 0 && !text.isEmpty(); i--) {
            int at = random.nextInt(text.length());
            int to = Math.min(text.length(), at + 1 + random.nextInt(oneIn(4) ? 200 : 12));
            switch (random.nextInt(6)) {
                case 0 -> text.delete(at, to);
                case 1 -> text.insert(random.nextInt(text.length()), text.substring(at, to));
                case 2 -> text.replace(at, to, oneOf(SPLINTERS));
                case 3 -> number(text, at);
                case 4 -> text.setCharAt(at, (char) random.nextInt(128));
                default -> text.insert(at, oneOf(SPLINTERS));
            }
        }
        return text.toString();
    }

    /// Another number in the place of the next one.
    private void number(StringBuilder text, int from) {
        for (int at = from; at < text.length(); at++) {
            if (Character.isDigit(text.charAt(at))) {
                int end = at;
                while (end < text.length() && Character.isDigit(text.charAt(end))) {
                    end++;
                }
                text.replace(at, end, Integer.toString(NUMBERS[random.nextInt(NUMBERS.length)]));
                return;
            }
        }
    }
}
