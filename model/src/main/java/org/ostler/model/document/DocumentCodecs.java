package org.ostler.model.document;

import org.jspecify.annotations.Nullable;
import org.ostler.model.Codec;

/// Spellings that several kinds of documents share.
final class DocumentCodecs {
    /// Longer than anything that one of the patterns stands for.
    private static final int MATCHED_MAX = 1024;

    /// A name that can be a file's.
    static final Codec<String> NAME =
            Codec.of(DocumentCodecs::requireName, name -> name, "a name without '/'");

    static final Codec<IpAddress> IP = IpAddress.CODEC;
    static final Codec<IpAddress> IPV4 = IpAddress.V4;

    /// A path from the root, without double or trailing slashes.
    static final Codec<String> ABSOLUTE_PATH =
            Codec.of(
                    text -> text.startsWith("/") ? plainPath(text) : null,
                    path -> path,
                    "a path that begins with '/'");

    /// A path without double or trailing slashes.
    static final Codec<String> PATH =
            Codec.of(
                    text -> text.isEmpty() ? null : plainPath(text),
                    path -> path,
                    "a path of files");

    /// Six hexadecimal bytes, kept as they are spelled; any card's or group's address.
    static final Codec<String> MAC_TEXT =
            matching(
                    "([0-9a-fA-F]{1,2}:){5}[0-9a-fA-F]{1,2}",
                    "six hexadecimal bytes joined by colons");

    /// A world wide name.
    static final Codec<String> WWN = matching("[0-9a-fA-F]{16}", "16 hexadecimal digits");

    /// Permissions of a file.
    static final Codec<Integer> MODE =
            Codec.of(
                    DocumentCodecs::readMode,
                    mode -> "0" + Integer.toOctalString(mode),
                    "an octal number from 0 to 07777");

    /// The number of a user or group; -1 for whoever it is.
    static final Codec<Long> OWNER = Codec.decimal(-1, 0xffff_ffffL);

    /// A name that can be a bitmap's and a file's.
    static final Codec<String> CHECKPOINT_NAME =
            matching(
                    "[a-zA-Z0-9_-][a-zA-Z0-9_.-]*",
                    "a name of letters, digits, '_', '-' and, not first, '.'");

    private DocumentCodecs() {}

    /// Text of one pattern, kept as it is.
    static Codec<String> matching(String pattern, String expected) {
        // A pattern with a repeated part needs a stack as deep as the text is long.
        return Codec.of(
                text -> text.length() <= MATCHED_MAX && text.matches(pattern) ? text : null,
                text -> text,
                expected);
    }

    /// The profile of a virtual port.
    static Codec<String> profile() {
        return matching("(?s).{1,39}", "a text of 1 to 39 characters");
    }

    /// A name of the domain name system.
    static Codec<String> wordWithoutSpace() {
        return matching("\\S+", "a name without white space");
    }

    /// The time of a lease.
    static Codec<Long> expiry() {
        return Codec.bigNumber(0, 0xffff_ffffL);
    }

    private static String requireName(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the name is empty");
        }
        if (name.indexOf('/') >= 0 || name.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("the name contains a '/' or a newline");
        }
        return name;
    }

    private static String plainPath(String path) {
        var plain = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '/' || plain.isEmpty() || plain.charAt(plain.length() - 1) != '/') {
                plain.append(c);
            }
        }
        if (plain.length() > 1 && plain.charAt(plain.length() - 1) == '/') {
            plain.setLength(plain.length() - 1);
        }
        return plain.toString();
    }

    private static @Nullable Integer readMode(String text) {
        return text.strip().matches("[0-7]{1,8}") && Integer.parseInt(text.strip(), 8) <= 0xfff
                ? (Integer) Integer.parseInt(text.strip(), 8)
                : null;
    }
}
