package org.ostler.engine;

import org.ostler.api.Fault;
import org.ostler.engine.spi.Canonical;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/// The definitions of a host's domains: each change is brought to the disk by the [Journal], which
/// decides, and the files that a person can read say the same a moment later ([Debts]).
///
/// Thread-safe, with at most one change per domain at a time (the domain's lane sees to that).
final class DomainStore {
    static final String PINS_KIND = "ostler-pins";
    static final int PINS_VERSION = 1;

    private final Journal journal;
    private final Debts debts;

    /// The brief digest of each definition's file.
    private final Map<String, String> digests = new ConcurrentHashMap<>();

    DomainStore(Journal journal, Debts debts) {
        this.journal = journal;
        this.debts = debts;
    }

    /// A definition was there when the engine began.
    ///
    /// @param digest the brief digest of its file
    void found(String name, String digest) {
        digests.put(name, digest);
    }

    /// Stores a definition, in the place of one of the same name if there is one.
    ///
    /// @throws Fault when it is not stored; the one before is still there, unless the fault says
    ///   that the outcome is unknown
    void save(Canonical canonical) {
        String name = canonical.spec().name();
        byte[] xml = xml(canonical);
        String digest = Digest.of(xml);
        byte[] pins = CanonicalRows.any(canonical) ? pins(canonical, digest) : new byte[0];
        commit(
                new Change.Saved(name, before(name), xml, pins, Digest.brief(digest)),
                "cannot store domain '" + name + "'");
        digests.put(name, Digest.brief(digest));
    }

    /// Removes a definition with all that belongs to it.
    ///
    /// @throws Fault when it is not removed, unless the fault says that the outcome is unknown
    void remove(String name) {
        commit(
                new Change.Removed(name, before(name)),
                "cannot remove the definition of domain '" + name + "'");
        digests.remove(name);
    }

    /// Marks a domain to start together with the host, or takes the mark away.
    ///
    /// @throws Fault when it is not done, unless the fault says that the outcome is unknown
    void autostart(String name, boolean on) {
        commit(
                new Change.Marked(name, on),
                "cannot " + (on ? "mark" : "unmark") + " domain '" + name + "' for autostart");
    }

    private String before(String name) {
        return digests.getOrDefault(name, "");
    }

    private void commit(Change change, String doing) {
        try {
            debts.admit(change);
            journal.append(change);
        } catch (JournalDoubt e) {
            throw StorageFaults.unknown(doing + ", nor take that back", e);
        } catch (IOException e) {
            throw StorageFaults.of(doing, e);
        }
    }

    static byte[] xml(Canonical canonical) {
        ByteBuffer text = SpecText.format(canonical.spec(), OptionalInt.empty()).bytes();
        byte[] bytes = new byte[text.remaining()];
        text.get(bytes);
        return bytes;
    }

    private static byte[] pins(Canonical canonical, String digest) {
        Sheet sheet = new Sheet(PINS_KIND, PINS_VERSION).row("xml", digest);
        CanonicalRows.write(canonical, sheet);
        return Summary.into(sheet.bytes(), canonical.spec());
    }

    /// How the file beside a definition begins.
    ///
    /// @param digest of the XML
    static String pinsHead(String digest) {
        return Sheet.line(PINS_KIND, Integer.toString(PINS_VERSION)) + Sheet.line("xml", digest);
    }
}
