package org.ostler.engine;

/// A change of what is stored about one domain, as the journal has it. Immutable: nobody writes
/// into the arrays.
@SuppressWarnings(
        "ArrayRecordComponent") // what goes to the disk is bytes; changes are not compared
sealed interface Change {
    /// The domain's name.
    String name();

    /// A change of the definition itself.
    sealed interface OfDefinition extends Change {
        /// The brief digest of the file that was there before; empty where there was none.
        String before();
    }

    /// A definition is stored.
    ///
    /// @param before the brief digest of the file that it replaces; empty for a new definition,
    ///   which is not marked for autostart
    /// @param xml what goes into the file
    /// @param pins what goes into the file beside it; empty where there is none
    /// @param digest the brief digest of `xml`
    record Saved(String name, String before, byte[] xml, byte[] pins, String digest)
            implements OfDefinition {
        Saved(String name, String before, byte[] xml, byte[] pins) {
            this(name, before, xml, pins, Digest.brief(xml));
        }

        /// The same in the place of another file.
        Saved over(String earlier) {
            return new Saved(name, earlier, xml, pins, digest);
        }

        boolean pinned() {
            return pins.length > 0;
        }
    }

    /// A definition is removed, and its mark for autostart with it.
    ///
    /// @param before the brief digest of its file
    record Removed(String name, String before) implements OfDefinition {}

    /// A domain is marked to start together with the host, or its mark is taken away.
    record Marked(String name, boolean on) implements Change {}
}
