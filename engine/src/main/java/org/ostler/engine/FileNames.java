package org.ostler.engine;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/// Makes file names of domains' names, and back.
///
/// Plain names stay as they are. Everything but ASCII letters, digits and a few signs is written as
/// `%XX`, byte by byte of its UTF-8, and so is a dot at the beginning: no name can leave its
/// directory, be hidden, or depend on the locale that the daemon was started in. Pure.
final class FileNames {
    private static final String PLAIN = "-_.,+=@ ";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /// The longest name of a file on Linux, in bytes.
    private static final int BYTES_MAX = 255;

    private static final int ENAMETOOLONG = 36;

    private FileNames() {}

    /// The name as part of a file name.
    static String escape(String name) {
        StringBuilder escaped = new StringBuilder(name.length() + 8);
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            if (plain(octet) && !(octet == '.' && escaped.isEmpty())) {
                escaped.append((char) octet);
            } else {
                escaped.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return escaped.toString();
    }

    /// The file name for that name.
    ///
    /// @throws Fault when it would be too long for the file system
    static String file(String name, String suffix) {
        String file = escape(name) + suffix;
        if (file.length() > BYTES_MAX - ".tmp".length()) {
            throw Fault.builder(
                            FaultCode.SYSTEM_ERROR,
                            FaultDomain.NONE,
                            "cannot store domain '" + name + "': File name too long")
                    .errno(ENAMETOOLONG)
                    .build();
        }
        return file;
    }

    /// The name that was escaped; empty where this is no escaped name.
    static Optional<String> unescape(String escaped) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(escaped.length());
        int i = 0;
        while (i < escaped.length()) {
            char c = escaped.charAt(i);
            if (c != '%') {
                octets.write(c);
                i++;
                continue;
            }
            if (i + 3 > escaped.length()
                    || !HexFormat.isHexDigit(escaped.charAt(i + 1))
                    || !HexFormat.isHexDigit(escaped.charAt(i + 2))) {
                return Optional.empty();
            }
            octets.write(HexFormat.fromHexDigits(escaped, i + 1, i + 3));
            i += 3;
        }
        String name = octets.toString(StandardCharsets.UTF_8);
        return escape(name).equals(escaped) ? Optional.of(name) : Optional.empty();
    }

    private static boolean plain(byte octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || PLAIN.indexOf(octet) >= 0;
    }
}
