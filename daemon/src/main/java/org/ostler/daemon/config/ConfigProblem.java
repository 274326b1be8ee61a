package org.ostler.daemon.config;

import java.nio.file.Path;

/// One thing that is wrong in a configuration file.
///
/// @param line where, from 1; 0 where it is about the file as a whole
/// @param message what is wrong and what was expected, as a sentence
public record ConfigProblem(Path file, int line, String message) {
    /// `FILE:LINE: message`, as compilers write it.
    @Override
    public String toString() {
        return line > 0 ? file + ":" + line + ": " + message : file + ": " + message;
    }
}
