package org.ostler.driver.xen;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Lists a directory whose names do not fit one message, part by part.
///
/// Each part answers with the directory's generation and the names from an offset on; the last one
/// ends with an empty name. When the generation changes in between, the list is read anew.
final class XenStoreDirectory {
    private static final int MAX_RESTARTS = 8;
    private static final int MAX_BYTES = 1 << 20;

    private XenStoreDirectory() {}

    static List<String> inParts(XenStore store, String path, Duration deadline) throws IOException {
        for (int restart = 0; restart < MAX_RESTARTS; restart++) {
            var names = new StringBuilder();
            if (readAll(store, path, deadline, names)) {
                return names.isEmpty()
                        ? List.of()
                        : List.of(names.substring(0, names.length() - 1).split("\0"));
            }
        }
        throw new IOException(
                "The directory " + path + " of xenstore changes faster than it can be listed.");
    }

    private static boolean readAll(
            XenStore store, String path, Duration deadline, StringBuilder names)
            throws IOException {
        String generation = "";
        while (names.length() < MAX_BYTES) {
            String offset = Integer.toString(names.length());
            XenStoreMessage reply =
                    store.ask(
                            "list " + path, XenStoreMessage.DIRECTORY_PART, deadline, path, offset);
            var parts =
                    new ArrayList<>(
                            List.of(
                                    new String(
                                                    reply.payload(),
                                                    java.nio.charset.StandardCharsets.UTF_8)
                                            .split("\0", -1)));
            String now = parts.removeFirst();
            if (!generation.isEmpty() && !generation.equals(now)) {
                return false;
            }
            generation = now;
            boolean last = parts.size() >= 2 && parts.get(parts.size() - 2).isEmpty();
            parts.stream()
                    .filter(name -> !name.isEmpty())
                    .forEach(name -> names.append(name).append('\0'));
            if (last || parts.stream().allMatch(String::isEmpty)) {
                return true;
            }
        }
        throw new IOException(
                "The directory " + path + " of xenstore is longer than " + MAX_BYTES + " bytes.");
    }
}
