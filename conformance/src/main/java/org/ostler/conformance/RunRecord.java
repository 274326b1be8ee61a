package org.ostler.conformance;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// One line of the record of runs: what was proved, where, at which commit, by which test.
///
/// @param versions what was installed, by name
/// @param detail why it failed or was skipped; empty for the others
public record RunRecord(
        Instant time,
        String commit,
        Map<String, String> versions,
        String driver,
        String guestType,
        String access,
        String operation,
        String test,
        Verdict verdict,
        String detail) {
    public RunRecord {
        versions = Map.copyOf(versions);
    }

    /// The record as one line of JSON, keys in a fixed order.
    public String json() {
        StringBuilder line = new StringBuilder(256).append('{');
        member(line, "time", time.toString());
        member(line, "commit", commit);
        member(line, "driver", driver);
        member(line, "guest", guestType);
        member(line, "access", access);
        member(line, "operation", operation);
        member(line, "test", test);
        member(line, "verdict", verdict.word());
        if (!detail.isEmpty()) {
            member(line, "detail", detail);
        }
        line.append(",\"versions\":{");
        int start = line.length();
        new TreeMap<>(versions)
                .forEach(
                        (name, version) -> {
                            if (line.length() > start) {
                                line.append(',');
                            }
                            quote(line, name);
                            line.append(':');
                            quote(line, version);
                        });
        return line.append("}}").toString();
    }

    private static void member(StringBuilder line, String name, String value) {
        if (line.length() > 1) {
            line.append(',');
        }
        quote(line, name);
        line.append(':');
        quote(line, value);
    }

    private static void quote(StringBuilder line, String text) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> line.append("\\\"");
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\t' -> line.append("\\t");
                default -> {
                    if (c < ' ') {
                        line.append(String.format("\\u%04x", (int) c));
                    } else {
                        line.append(c);
                    }
                }
            }
        }
        line.append('"');
    }
}
