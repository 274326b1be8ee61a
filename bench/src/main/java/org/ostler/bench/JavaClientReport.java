package org.ostler.bench;

import java.io.IOException;

/// What one run of [JavaClientProgram] found out.
///
/// @param openMillis the first connection of a fresh JVM, loading of all classes included
/// @param callsPerSecond one after the other on one connection
/// @param pipelinedPerSecond as many at once as the library can
record JavaClientReport(double openMillis, double callsPerSecond, double pipelinedPerSecond) {
    private static final String WORD = "measured";

    /// As one line.
    String line() {
        return WORD + " " + openMillis + " " + callsPerSecond + " " + pipelinedPerSecond;
    }

    /// From what the program has printed.
    ///
    /// @throws IOException when no line of it is a report
    static JavaClientReport in(String output) throws IOException {
        for (String line : output.lines().toList()) {
            String[] words = line.strip().split(" ", -1);
            if (words.length == 4 && words[0].equals(WORD)) {
                return new JavaClientReport(
                        Double.parseDouble(words[1]),
                        Double.parseDouble(words[2]),
                        Double.parseDouble(words[3]));
            }
        }
        throw new IOException("a client's program reported nothing but: " + output.strip());
    }
}
