package org.ostler.daemon.rpc;

import org.ostler.wire.protocol.KeepaliveProcedures;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// What a stock client and a stock libvirtd 9.0.0 said to each other on one connection, written
/// down by a relay between them.
///
/// A file has a line for each frame: `>` from the client or `<` from libvirtd, and its bytes after
/// the length word in hexadecimal digits; lines that begin with `#` are for people.
///
/// @param name the file's
record Recording(String name, List<Step> steps) {
    /// One frame, the length word left out.
    record Step(boolean fromClient, ByteBuffer bytes) {
        int program() {
            return bytes.getInt(0);
        }

        int procedure() {
            return bytes.getInt(8);
        }

        int type() {
            return bytes.getInt(12);
        }

        int serial() {
            return bytes.getInt(16);
        }

        int status() {
            return bytes.getInt(20);
        }

        ByteBuffer payload() {
            return bytes.slice(24, bytes.limit() - 24);
        }
    }

    static Recording read(String name) throws IOException {
        List<Step> steps = new ArrayList<>();
        InputStream file = Recording.class.getResourceAsStream(name);
        if (file == null) {
            throw new IOException("no recording " + name);
        }
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(file, StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(">") || line.startsWith("<")) {
                    byte[] bytes = HexFormat.of().parseHex(line.substring(2));
                    Step step = new Step(line.startsWith(">"), ByteBuffer.wrap(bytes));
                    // When these come is a matter of the hour.
                    if (step.program() != KeepaliveProcedures.PROGRAM) {
                        steps.add(step);
                    }
                }
            }
        }
        return new Recording(name, steps);
    }
}
