package org.ostler.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class SpecificationPageTest {
    private static final String BEFORE =
            "# Page\n\n<!-- figures: begin; written by tools/bench -->\n";
    private static final String AFTER = "<!-- figures: end -->\n\n## Next\n";

    @TempDir Path folder;

    private SpecificationPage page(String text) throws IOException {
        return new SpecificationPage(Files.writeString(folder.resolve("page.md"), text));
    }

    private String text() throws IOException {
        return Files.readString(folder.resolve("page.md"));
    }

    @Test
    void onlyWhatIsBetweenTheMarkersIsReplaced() throws IOException {
        SpecificationPage page = page(BEFORE + "\nold\n\n" + AFTER);
        assertThat(page.figures()).isEqualTo("old");
        page.write("new\n");
        assertThat(text()).isEqualTo(BEFORE + "\nnew\n\n" + AFTER);
        page.write("new\n");
        assertThat(text()).isEqualTo(BEFORE + "\nnew\n\n" + AFTER);
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void nothingBetweenTheMarkersIsFilled() throws IOException {
        SpecificationPage page = page(BEFORE + AFTER);
        assertThat(page.figures()).isEmpty();
        page.write("new");
        assertThat(page.figures()).isEqualTo("new");
    }

    @Test
    void pageWithoutMarkersIsLeftAlone() throws IOException {
        SpecificationPage page = page("# Page\n");
        assertThatIOException().isThrownBy(() -> page.write("new")).withMessageContaining("lacks");
        assertThat(text()).isEqualTo("# Page\n");
    }

    @Test
    void thisProjectsPageHasThem() throws IOException {
        Path root = Path.of(System.getProperty("ostler.root", ".."));
        assertThat(new SpecificationPage(root.resolve("SPECIFICATION.md")).figures()).isNotNull();
    }
}
