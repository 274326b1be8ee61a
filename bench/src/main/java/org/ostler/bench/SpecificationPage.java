package org.ostler.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The part of SPECIFICATION.md that this program writes: what stands between two markers.
public final class SpecificationPage {
    private static final String BEGIN = "<!-- figures: begin; written by tools/bench -->";
    private static final String END = "<!-- figures: end -->";

    private final Path file;

    public SpecificationPage(Path file) {
        this.file = file;
    }

    /// What stands between the markers.
    ///
    /// @throws IOException when the page cannot be read, or has not both markers, in their order
    public String figures() throws IOException {
        String page = Files.readString(file);
        return page.substring(begin(page), end(page)).strip();
    }

    /// Replaces it. The page is replaced as a whole, so that an interrupted run leaves the old one.
    public void write(String figures) throws IOException {
        String page = Files.readString(file);
        String changed =
                page.substring(0, begin(page))
                        + "\n"
                        + figures.strip()
                        + "\n\n"
                        + page.substring(end(page));
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(beside, changed);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private int begin(String page) throws IOException {
        int at = page.indexOf(BEGIN);
        if (at < 0) {
            throw new IOException(file + " lacks the line " + BEGIN);
        }
        return at + BEGIN.length() + 1;
    }

    private int end(String page) throws IOException {
        int at = page.indexOf(END, begin(page));
        if (at < 0) {
            throw new IOException(file + " lacks the line " + END + " after " + BEGIN);
        }
        return at;
    }
}
