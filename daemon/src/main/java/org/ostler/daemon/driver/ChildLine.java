package org.ostler.daemon.driver;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One line of a child's log, as it goes into this process's log: with its own level, without its
/// own time, and whole where it is no log line (the JVM's last words).
///
/// @param level how severe it is
/// @param text the rest
record ChildLine(System.Logger.Level level, String text) {
    private static final Pattern LOG_LINE =
            Pattern.compile("\\S+ level=(DEBUG|TRACE|INFO|WARN|ERROR) logger=(.*)");

    static ChildLine of(String line) {
        Matcher matcher = LOG_LINE.matcher(line);
        return matcher.matches()
                ? new ChildLine(level(matcher.group(1)), matcher.group(2))
                : new ChildLine(System.Logger.Level.WARNING, line);
    }

    private static System.Logger.Level level(String word) {
        return word.equals("WARN")
                ? System.Logger.Level.WARNING
                : System.Logger.Level.valueOf(word);
    }

    void log(System.Logger logger) {
        logger.log(level, text);
    }
}
