package org.ostler.engine;

import org.ostler.model.DomainSpec;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What a host must know of a stored definition to list it: kept beside the XML, so that a start
/// need not read thousands of descriptions. Immutable.
///
/// @param maxMemoryKib the most memory that it can have
/// @param memoryKib the memory that it has at its start
/// @param vcpus the virtual processors that it has at its start
record Summary(Optional<UUID> uuid, String name, long maxMemoryKib, long memoryKib, int vcpus) {
    private static final String ROW = "summary";
    private static final int FIELDS = 7;

    static Summary of(DomainSpec spec) {
        return new Summary(
                spec.uuid(),
                spec.name(),
                SpecText.maxMemoryKib(spec),
                SpecText.memoryKib(spec),
                SpecText.vcpus(spec));
    }

    /// Puts that of a description with an identity into a sheet, behind the rows of its kind and of
    /// its XML's digest, together with the digest of all that follows.
    static byte[] into(byte[] sheet, DomainSpec spec) {
        String text = new String(sheet, StandardCharsets.UTF_8);
        int at = behindLine(text, behindLine(text, 0));
        String rest = text.substring(at);
        Summary summary = of(spec);
        String row =
                Sheet.line(
                        ROW,
                        summary.uuid.orElseThrow().toString(),
                        summary.name,
                        Long.toString(summary.maxMemoryKib),
                        Long.toString(summary.memoryKib),
                        Integer.toString(summary.vcpus),
                        Digest.brief(rest.getBytes(StandardCharsets.UTF_8)));
        return (text.substring(0, at) + row + rest).getBytes(StandardCharsets.UTF_8);
    }

    /// Reads it from a sheet that is exactly as it was written for that XML.
    ///
    /// @param head the first two rows that it has then
    /// @return empty where it has no summary, or is not as it was written
    static Optional<Summary> read(byte[] sheet, String head) {
        String text = new String(sheet, StandardCharsets.UTF_8);
        int end = behindLine(text, head.length());
        if (!text.startsWith(head) || end == head.length()) {
            return Optional.empty();
        }
        List<String> row = Sheet.fields(text.substring(head.length(), end - 1));
        byte[] rest = text.substring(end).getBytes(StandardCharsets.UTF_8);
        if (row.size() != FIELDS
                || !row.getFirst().equals(ROW)
                || !row.getLast().equals(Digest.brief(rest))) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Summary(
                            Optional.of(UUID.fromString(row.get(1))),
                            row.get(2),
                            Long.parseLong(row.get(3)),
                            Long.parseLong(row.get(4)),
                            Integer.parseInt(row.get(5))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int behindLine(String text, int from) {
        int newline = text.indexOf('\n', from);
        return newline < 0 ? from : newline + 1;
    }
}
