package org.ostler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Names and rows in files come back as they were, and nothing else is taken for them.
class FileFormsTest {
    private static final int SEED = 7;
    private static final int ROUNDS = 2_000;

    @Test
    void everyNameComesBackFromItsFile() {
        Random random = new Random(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            String name = text(random, 1 + random.nextInt(12));
            String escaped = FileNames.escape(name);
            assertThat(escaped).matches("[A-Za-z0-9%_,+=@ .-]+").doesNotStartWith(".");
            assertThat(FileNames.unescape(escaped)).contains(name);
        }
    }

    @Test
    void nameThatIsNotWrittenTheOneWayIsNoName() {
        assertThat(FileNames.unescape("%41")).as("a letter needs no escape").isEmpty();
        assertThat(FileNames.unescape("100%")).isEmpty();
        assertThat(FileNames.unescape("%zz")).isEmpty();
        assertThat(FileNames.unescape(".hidden")).isEmpty();
    }

    @Test
    void rowsComeBackAndASheetThatIsCutShortIsNone() {
        Random random = new Random(SEED);
        List<String> row = List.of("row", text(random, 40), "", "tab\tline\nback\\slash\r");
        byte[] whole = new Sheet("kind", 2).row(row.toArray(String[]::new)).bytes();
        assertThat(Sheet.read(whole, "kind", 2)).contains(List.of(row));
        assertThat(Sheet.read(whole, "kind", 3)).as("an older one is read").isPresent();
        assertThat(Sheet.read(whole, "kind", 1)).as("a newer one is not").isEmpty();
        assertThat(Sheet.read(whole, "other", 2)).isEmpty();
        for (int length = 0; length < whole.length; length++) {
            assertThat(Sheet.read(Arrays.copyOf(whole, length), "kind", 2)).isEmpty();
        }
        assertThat(Sheet.read("\0\1\2".getBytes(StandardCharsets.UTF_8), "kind", 2)).isEmpty();
    }

    private static String text(Random random, int length) {
        String signs = "aZ0.-_ %/\\\t\n\u00e9\u2603'\"<&";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(signs.charAt(random.nextInt(signs.length())));
        }
        return text.toString();
    }
}
