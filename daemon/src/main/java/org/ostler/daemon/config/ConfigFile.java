package org.ostler.daemon.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a configuration file says, checked against [ConfigKeys]. Immutable.
public final class ConfigFile {
    /// The longest file that is read, in bytes.
    static final int MAX_BYTES = 1 << 20;

    /// The file without any assignment: every key has the value that holds without it.
    public static final ConfigFile EMPTY = new ConfigFile(Map.of());

    private final Map<String, Object> values;

    private ConfigFile(Map<String, Object> values) {
        this.values = Map.copyOf(values);
    }

    /// Reads and checks a file.
    ///
    /// @throws ConfigException with everything that is wrong in it
    public static ConfigFile read(Path file) throws ConfigException {
        return check(file, text(file));
    }

    private static String text(Path file) throws ConfigException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw refused(file, "is longer than " + MAX_BYTES + " bytes");
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw refused(file, "does not exist");
        } catch (MalformedInputException e) {
            throw refused(file, "is not UTF-8 text");
        } catch (IOException e) {
            throw refused(file, "cannot be read: " + e.getMessage());
        }
    }

    private static ConfigException refused(Path file, String message) {
        return new ConfigException(List.of(new ConfigProblem(file, 0, message)));
    }

    /// Checks what a file says.
    static ConfigFile check(Path file, String source) throws ConfigException {
        ConfigParser.Parsed parsed = ConfigParser.parse(file, source);
        List<ConfigProblem> problems = new ArrayList<>(parsed.problems());
        Map<String, Object> values = new HashMap<>();
        Map<String, Integer> lines = new HashMap<>();
        for (ConfigEntry entry : parsed.entries()) {
            Integer first = lines.putIfAbsent(entry.key(), entry.line());
            Optional<String> problem =
                    first != null
                            ? Optional.of(entry.key() + " was given already on line " + first)
                            : accept(entry, values);
            problem.ifPresent(
                    message -> problems.add(new ConfigProblem(file, entry.line(), message)));
        }
        if (!problems.isEmpty()) {
            problems.sort((a, b) -> Integer.compare(a.line(), b.line()));
            throw new ConfigException(problems);
        }
        return new ConfigFile(values);
    }

    /// Takes one assignment, or says why not.
    private static Optional<String> accept(ConfigEntry entry, Map<String, Object> values) {
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            if (key.name().equals(entry.key())) {
                Optional<?> value = key.reader().apply(entry.value());
                value.ifPresent(read -> values.put(key.name(), read));
                return value.isPresent()
                        ? Optional.empty()
                        : Optional.of(
                                "expected "
                                        + key.expected()
                                        + " for "
                                        + key.name()
                                        + ", found "
                                        + entry.value().kind());
            }
        }
        String instead = ConfigKeys.FOREIGN.get(entry.key());
        return Optional.of(instead != null ? entry.key() + " " + instead : unknown(entry.key()));
    }

    private static String unknown(String key) {
        return NearestWord.among(ConfigKeys.ALL.stream().map(ConfigKey::name).toList(), key)
                .map(near -> "unknown key " + key + "; did you mean " + near + "?")
                .orElse("unknown key " + key + "; docs/daemon.md lists all keys");
    }

    /// The value of a key: the file's, or the one that holds without it.
    @SuppressWarnings("unchecked") // put there by the key's own reader
    public <T> T get(ConfigKey<T> key) {
        Object value = values.get(key.name());
        return value == null ? key.fallback() : (T) value;
    }
}
