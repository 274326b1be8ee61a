package org.ostler.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The modules and their arrows, twice: as ARCHITECTURE.md draws them, and as the
/// `module-info.java` files say.
///
/// @param arrows module → the modules that it may use, by their names without `org.ostler.`
record House(Map<String, Set<String>> arrows) {
    private static final String PREFIX = "org.ostler.";
    private static final Pattern DRAWN =
            Pattern.compile("^\\s*([a-z][a-z.-]*) --> ([a-z.-]+(?: & [a-z.-]+)*)\\s*$");
    private static final Pattern ALONE = Pattern.compile("^\\s*([a-z][a-z.-]*)\\s*$");
    private static final Pattern MODULE =
            Pattern.compile("module\\s+(org\\.ostler\\.[a-z.]+)\\s*\\{");
    private static final Pattern REQUIRES =
            Pattern.compile(
                    "requires\\s+(?:(static|transitive)\\s+)?(org\\.ostler\\.[a-z.]+)\\s*;");

    /// The root of the checkout.
    static Path root() {
        return Path.of(System.getProperty("ostler.root", "..")).toAbsolutePath().normalize();
    }

    /// The arrows of the first picture in ARCHITECTURE.md: lines like `wire --> api & posix` in a
    /// `mermaid` block.
    static House drawn() {
        Map<String, Set<String>> arrows = new LinkedHashMap<>();
        boolean inPicture = false;
        for (String line : lines(root().resolve("ARCHITECTURE.md"))) {
            if (line.startsWith("```mermaid")) {
                inPicture = true;
            } else if (inPicture && line.startsWith("```")) {
                break;
            } else if (inPicture) {
                draw(line, arrows);
            }
        }
        return new House(arrows);
    }

    private static void draw(String line, Map<String, Set<String>> arrows) {
        Matcher drawn = DRAWN.matcher(line);
        if (drawn.matches()) {
            arrows.computeIfAbsent(drawn.group(1), module -> new LinkedHashSet<>())
                    .addAll(List.of(drawn.group(2).split(" & ")));
            return;
        }
        Matcher alone = ALONE.matcher(line);
        if (alone.matches() && !alone.group(1).equals("end")) {
            arrows.computeIfAbsent(alone.group(1), module -> new LinkedHashSet<>());
        }
    }

    /// The arrows of the `module-info.java` files.
    static House built() {
        Map<String, Set<String>> arrows = new LinkedHashMap<>();
        for (Path file : moduleInfos()) {
            String text = String.join("\n", lines(file));
            Matcher module = MODULE.matcher(text);
            if (!module.find()) {
                continue;
            }
            Set<String> uses = new LinkedHashSet<>();
            Matcher requires = REQUIRES.matcher(text);
            while (requires.find()) {
                uses.add(requires.group(2).substring(PREFIX.length()));
            }
            arrows.put(module.group(1).substring(PREFIX.length()), uses);
        }
        return new House(arrows);
    }

    private static List<Path> moduleInfos() {
        try (Stream<Path> files = Files.walk(root(), 6)) {
            return files.filter(file -> file.endsWith(Path.of("src/main/java/module-info.java")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
