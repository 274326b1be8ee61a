package org.ostler.daemon.log;

import org.jspecify.annotations.Nullable;

import java.util.MissingResourceException;
import java.util.ResourceBundle;

/// A logger whose lines go into the pipe. Thread-safe.
record PipeLogger(String name, LogPipe pipe) implements System.Logger {
    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean isLoggable(Level level) {
        return pipe.takes(level);
    }

    @Override
    public void log(
            Level level,
            @Nullable ResourceBundle bundle,
            @Nullable String message,
            @Nullable Throwable thrown) {
        if (pipe.takes(level)) {
            pipe.offer(level, name, translated(bundle, message), thrown);
        }
    }

    @Override
    public void log(
            Level level,
            @Nullable ResourceBundle bundle,
            @Nullable String format,
            @Nullable Object @Nullable ... parameters) {
        if (pipe.takes(level)) {
            String pattern = translated(bundle, format);
            pipe.offer(
                    level,
                    name,
                    parameters == null || parameters.length == 0
                            ? pattern
                            : filled(pattern, parameters),
                    null);
        }
    }

    private static String translated(@Nullable ResourceBundle bundle, @Nullable String message) {
        if (message == null) {
            return "";
        }
        try {
            return bundle == null ? message : bundle.getString(message);
        } catch (MissingResourceException e) {
            return message;
        }
    }

    /// `{0}`, `{1}` … replaced by the parameters as they print themselves; `''` is a quote, as in
    /// `java.text.MessageFormat`, whose formats for numbers and dates have no place in a log.
    static String filled(String pattern, @Nullable Object[] parameters) {
        StringBuilder text = new StringBuilder(pattern.length() + 32);
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            int close = c == '{' ? pattern.indexOf('}', at) : -1;
            int index = close > 0 ? index(pattern, at + 1, close) : -1;
            if (index >= 0 && index < parameters.length) {
                text.append(parameters[index]);
                at = close + 1;
            } else {
                text.append(c);
                at += c == '\'' && pattern.startsWith("''", at) ? 2 : 1;
            }
        }
        return text.toString();
    }

    private static int index(String pattern, int from, int to) {
        if (to - from < 1 || to - from > 2) {
            return -1;
        }
        for (int i = from; i < to; i++) {
            if (!Character.isDigit(pattern.charAt(i))) {
                return -1;
            }
        }
        return Integer.parseInt(pattern, from, to, 10);
    }
}
