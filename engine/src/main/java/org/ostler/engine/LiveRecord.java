package org.ostler.engine;

import org.jspecify.annotations.Nullable;
import org.ostler.api.StateReason;
import org.ostler.engine.spi.Canonical;
import org.ostler.model.DomainSpec;
import org.ostler.model.SpecException;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/// What is written down of a guest that runs, or that is being launched (it has no id yet).
///
/// Immutable; equal to another one where nothing that is written down differs.
///
/// @param live the driver's own record
/// @param description what runs, or is being launched
/// @param updated whether the stored definition has changed since
record LiveRecord(
        UUID uuid,
        String name,
        OptionalInt id,
        StateReason reason,
        String live,
        boolean autodestroy,
        boolean updated,
        Canonical description) {
    private static final String KIND = "ostler-live";
    private static final int VERSION = 1;

    /// What is to be written down of that version of a domain; empty where nothing is: it does not
    /// run, or is another tool's.
    static Optional<LiveRecord> of(DomainVersion version) {
        @Nullable Description present = version.present();
        if (version.live() == null || present == null || !version.status().managed()) {
            return Optional.empty();
        }
        return Optional.of(
                new LiveRecord(
                        version.status().uuid(),
                        version.status().name(),
                        version.status().id(),
                        version.status().reason(),
                        version.live(),
                        version.autodestroy(),
                        version.status().updated(),
                        present.canonical()));
    }

    byte[] bytes() {
        Sheet sheet =
                new Sheet(KIND, VERSION)
                        .row("uuid", uuid.toString())
                        .row("name", name)
                        .row("reason", reason.name())
                        .row("autodestroy", Boolean.toString(autodestroy))
                        .row("updated", Boolean.toString(updated))
                        .row("live", live);
        if (id.isPresent()) {
            sheet.row("id", Integer.toString(id.getAsInt()));
        }
        CanonicalRows.write(description, sheet);
        return sheet.row("xml", SpecText.format(description.spec(), id).toString()).bytes();
    }

    /// Reads a record.
    ///
    /// @throws IllegalArgumentException with the reason, when it is none
    static LiveRecord read(byte[] content) {
        List<List<String>> rows =
                Sheet.read(content, KIND, VERSION)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "it is cut short, or no record of this version"));
        Map<String, String> fields = new HashMap<>();
        for (List<String> row : rows) {
            if (row.size() == 2) {
                fields.put(row.getFirst(), row.get(1));
            }
        }
        try {
            DomainSpec spec = SpecText.parse(field(fields, "xml").getBytes(StandardCharsets.UTF_8));
            String id = fields.get("id");
            return new LiveRecord(
                    UUID.fromString(field(fields, "uuid")),
                    field(fields, "name"),
                    id == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(id)),
                    StateReason.valueOf(field(fields, "reason")),
                    field(fields, "live"),
                    Boolean.parseBoolean(field(fields, "autodestroy")),
                    Boolean.parseBoolean(field(fields, "updated")),
                    CanonicalRows.read(spec, rows));
        } catch (SpecException | NoSuchElementException e) {
            throw new IllegalArgumentException(Objects.toString(e.getMessage()), e);
        }
    }

    private static String field(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new NoSuchElementException("it has no row '" + name + "'");
        }
        return value;
    }
}
