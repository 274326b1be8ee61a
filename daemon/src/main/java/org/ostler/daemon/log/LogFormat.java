package org.ostler.daemon.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger.Level;

/// How a log line is written: one line always, whatever is in it.
enum LogFormat {
    /// `time level=INFO logger=… msg="…"`, as logfmt.
    TEXT {
        @Override
        void write(LogLine line, StringBuilder into) {
            into.append(line.time()).append(" level=").append(word(line.level()));
            into.append(" logger=").append(line.logger());
            pair(into, "msg", line.message());
            if (!line.thread().isEmpty()) {
                pair(into, "thread", line.thread());
            }
            if (line.thrown() != null) {
                pair(into, "trace", trace(line.thrown()));
            }
        }

        private void pair(StringBuilder into, String key, String value) {
            into.append(' ').append(key).append('=');
            quote(into, value);
        }
    },
    /// A JSON object with the same members.
    JSON {
        @Override
        void write(LogLine line, StringBuilder into) {
            into.append("{\"time\":\"").append(line.time());
            into.append("\",\"level\":\"").append(word(line.level())).append('"');
            member(into, "logger", line.logger());
            member(into, "msg", line.message());
            if (!line.thread().isEmpty()) {
                member(into, "thread", line.thread());
            }
            if (line.thrown() != null) {
                member(into, "trace", trace(line.thrown()));
            }
            into.append('}');
        }

        private void member(StringBuilder into, String key, String value) {
            into.append(",\"").append(key).append("\":");
            quote(into, value);
        }
    };

    /// Longer values are cut.
    private static final int VALUE_CHARS_MAX = 16_384;

    /// Appends the line, without its end.
    abstract void write(LogLine line, StringBuilder into);

    static String word(Level level) {
        return level == Level.WARNING ? "WARN" : level.name();
    }

    static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    /// The value in quotes, with control characters escaped as in JSON.
    static void quote(StringBuilder into, String value) {
        into.append('"');
        int length = Math.min(value.length(), VALUE_CHARS_MAX);
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> into.append("\\\"");
                case '\\' -> into.append("\\\\");
                case '\n' -> into.append("\\n");
                case '\t' -> into.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f) {
                        into.append("\\u%04x".formatted((int) c));
                    } else {
                        into.append(c);
                    }
                }
            }
        }
        if (length < value.length()) {
            into.append("… (").append(value.length()).append(" characters)");
        }
        into.append('"');
    }
}
