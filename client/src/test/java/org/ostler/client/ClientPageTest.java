package org.ostler.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// `docs/client.md` shows the example programs as the build compiles them.
///
/// `-Dostler.write=true` writes them into the page.
class ClientPageTest {
    private static final Pattern EXAMPLE =
            Pattern.compile("<!-- example: (\\w+) -->\n(.*?)<!-- end -->", Pattern.DOTALL);

    private static final Path ROOT = Path.of(System.getProperty("ostler.root", ".."));
    private static final Path PAGE = ROOT.resolve("docs/client.md");
    private static final Path EXAMPLES =
            ROOT.resolve("client/src/test/java/org/ostler/client/examples");

    @Test
    void pageShowsTheProgramsThatTheBuildCompiles() throws IOException {
        String page = Files.readString(PAGE);
        String right = EXAMPLE.matcher(page).replaceAll(m -> Matcher.quoteReplacement(block(m)));
        if (Boolean.getBoolean("ostler.write")) {
            Files.writeString(PAGE, right);
        } else {
            assertThat(page).isEqualTo(right);
        }
    }

    @Test
    void everyExampleIsOnThePage() throws IOException {
        List<String> shown = new ArrayList<>();
        EXAMPLE.matcher(Files.readString(PAGE)).results().forEach(m -> shown.add(m.group(1)));
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".java", "")))
                    .containsExactlyInAnyOrderElementsOf(shown);
        }
    }

    private static String block(MatchResult example) {
        try {
            String source = Files.readString(EXAMPLES.resolve(example.group(1) + ".java"));
            String shown = source.substring(source.indexOf('\n')).strip();
            return "<!-- example: %s -->\n```java\n%s\n```\n<!-- end -->"
                    .formatted(example.group(1), shown);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
