package org.ostler.model.document;

import org.ostler.model.Kept;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An element of a document that describes too many things for a type each: its parts by name,
/// every one of them checked and in its canonical spelling.
///
/// @param attributes the attributes that the format knows
/// @param texts the child elements with nothing but text; the element's own text under `""`
/// @param parts the other child elements that the format knows
public record Part(
        Map<String, String> attributes,
        Map<String, String> texts,
        Map<String, List<Part>> parts,
        Kept kept) {
    public Part {
        attributes = Map.copyOf(attributes);
        texts = Map.copyOf(texts);
        parts = Map.copyOf(parts);
    }

    public Optional<String> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    /// The text of the child element of that name.
    public Optional<String> text(String name) {
        return Optional.ofNullable(texts.get(name));
    }

    /// All child elements of that name, in document order.
    public List<Part> parts(String name) {
        return parts.getOrDefault(name, List.of());
    }

    /// The first child element of that name.
    public Optional<Part> part(String name) {
        return parts(name).stream().findFirst();
    }
}
