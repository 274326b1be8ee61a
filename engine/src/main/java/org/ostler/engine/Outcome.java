package org.ostler.engine;

import java.util.Optional;

/// What changes of one domain come to, one after the other: what its files have to say in the end.
/// Immutable.
///
/// @param definition that is stored in the place of the file that was there before all of them, or
///   removed with that; empty where none of them is about the definition
/// @param mark whether the domain is marked for autostart; empty where none of them is about that
record Outcome(Optional<Change.OfDefinition> definition, Optional<Change.Marked> mark) {
    private static final Outcome NOTHING = new Outcome(Optional.empty(), Optional.empty());

    static Outcome of(Change change) {
        return NOTHING.then(change);
    }

    /// And after that another change.
    Outcome then(Change change) {
        return switch (change) {
            case Change.Saved saved ->
                    new Outcome(
                            Optional.of(saved.over(before(saved.before()))),
                            saved.before().isEmpty() ? unmarked(saved.name()) : mark);
            case Change.Removed removed ->
                    new Outcome(
                            Optional.of(
                                    new Change.Removed(removed.name(), before(removed.before()))),
                            unmarked(removed.name()));
            case Change.Marked marked -> new Outcome(definition, Optional.of(marked));
        };
    }

    /// And after that what others come to.
    Outcome then(Outcome later) {
        Outcome both = later.definition.map(this::then).orElse(this);
        return later.mark.isPresent() ? new Outcome(both.definition, later.mark) : both;
    }

    /// Whether a definition has come and gone, and there was none before.
    boolean comesToNothing() {
        return definition.filter(Change.Removed.class::isInstance).isPresent()
                && before("?").isEmpty();
    }

    private String before(String otherwise) {
        return definition.map(Change.OfDefinition::before).orElse(otherwise);
    }

    private static Optional<Change.Marked> unmarked(String name) {
        return Optional.of(new Change.Marked(name, false));
    }
}
