package org.ostler.cli;

/// A word that a command takes besides its options.
///
/// @param name what it is called in help
/// @param required whether there must be at least one
/// @param repeated whether there may be several; only the last argument may
record Argument(String name, Completes completes, boolean required, boolean repeated) {
    static Argument one(String name, Completes completes) {
        return new Argument(name, completes, true, false);
    }

    static Argument maybe(String name, Completes completes) {
        return new Argument(name, completes, false, false);
    }

    static Argument several(String name, Completes completes) {
        return new Argument(name, completes, true, true);
    }

    static Argument any(String name, Completes completes) {
        return new Argument(name, completes, false, true);
    }

    /// As it is written in help: `NAME...`, `[NAME]`.
    String usage() {
        String text = repeated ? name + "..." : name;
        return required ? text : "[" + text + "]";
    }
}
