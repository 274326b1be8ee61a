package org.ostler.api.log;

import org.jspecify.annotations.Nullable;

import java.util.ResourceBundle;
import java.util.function.Function;

/// A logger that is looked up when it is used first, and not when its class is loaded: the JDK
/// opens every jar of a program to find who provides its loggers, which costs a small program a
/// tenth of its start.
///
/// Loggers are the JDK's ([System#getLogger(String)]), or come from where the program says.
/// Thread-safe; two threads that use it first at the same time may look it up twice.
public final class LateLogger implements System.Logger {
    private static volatile Function<String, System.Logger> source = System::getLogger;

    private final String name;
    private volatile System.@Nullable Logger found;

    private LateLogger(String name) {
        this.name = name;
    }

    /// The logger of a class, which has its name.
    public static System.Logger of(Class<?> owner) {
        return new LateLogger(owner.getName());
    }

    /// Lets loggers that have not been used come from there. For a program's main class, first of
    /// all.
    ///
    /// @param loggers a logger for each name
    public static void source(Function<String, System.Logger> loggers) {
        source = loggers;
    }

    private System.Logger found() {
        System.Logger known = found;
        if (known == null) {
            known = source.apply(name);
            found = known;
        }
        return known;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean isLoggable(Level level) {
        return found().isLoggable(level);
    }

    @Override
    public void log(
            Level level,
            @Nullable ResourceBundle bundle,
            @Nullable String message,
            @Nullable Throwable thrown) {
        found().log(level, bundle, message, thrown);
    }

    @Override
    public void log(
            Level level,
            @Nullable ResourceBundle bundle,
            @Nullable String format,
            @Nullable Object @Nullable ... parameters) {
        found().log(level, bundle, format, parameters);
    }
}
