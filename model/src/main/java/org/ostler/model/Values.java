package org.ostler.model;

import org.jspecify.annotations.Nullable;

/// The values read for one record, by field, while the record is being built.
public final class Values<R> {
    private final @Nullable Object[] slots;
    private final Kept kept;
    private final String tag;

    Values(@Nullable Object[] slots, Kept kept, String tag) {
        this.slots = slots;
        this.kept = kept;
        this.tag = tag;
    }

    /// The value of a component.
    @SuppressWarnings(
            "unchecked") // each slot is written only by the part that was made with the field
    public <T> T get(Field<R, T> field) {
        Object value = slots[field.slot];
        if (value == null) {
            throw new IllegalStateException("no value for " + field.label);
        }
        return (T) value;
    }

    /// What the record keeps of its element.
    public Kept kept() {
        return kept;
    }

    /// The word by which this variant was chosen; empty for a record that is no variant.
    public String tag() {
        return tag;
    }
}
