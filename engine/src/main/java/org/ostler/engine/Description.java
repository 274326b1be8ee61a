package org.ostler.engine;

import org.jspecify.annotations.Nullable;
import org.ostler.api.XmlText;
import org.ostler.engine.spi.Canonical;
import org.ostler.model.DomainSpec;

import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// One version of a domain's description together with its XML, which is rendered when first asked
/// for and kept. A definition that was only stored is itself read when first asked for.
///
/// Immutable but for what is kept; two threads that read or render at the same time make the same,
/// and one of them is kept.
final class Description {
    private final Summary summary;
    private final OptionalInt id;
    private volatile @Nullable Canonical canonical;
    private volatile @Nullable Supplier<Canonical> source;
    private volatile @Nullable Rendering secret;
    private volatile @Nullable Rendering shown;

    /// @param id the running guest's number; empty for a stored definition
    Description(Canonical canonical, OptionalInt id) {
        this.summary = Summary.of(canonical.spec());
        this.canonical = canonical;
        this.id = id;
    }

    /// A stored definition that is read when it is first asked for.
    ///
    /// @param source reads it; twice where two threads ask for it at the same time
    Description(Summary summary, Supplier<Canonical> source) {
        this.summary = summary;
        this.source = source;
        this.id = OptionalInt.empty();
    }

    Summary summary() {
        return summary;
    }

    Canonical canonical() {
        Supplier<Canonical> unread = source;
        Canonical read = canonical;
        if (read == null && unread != null) {
            read = unread.get();
            canonical = read;
            source = null;
        }
        return Objects.requireNonNull(read == null ? canonical : read);
    }

    DomainSpec spec(boolean withSecrets) {
        return rendering(withSecrets).spec();
    }

    XmlText xml(boolean withSecrets) {
        return rendering(withSecrets).xml();
    }

    private Rendering rendering(boolean withSecrets) {
        Rendering known = withSecrets ? secret : shown;
        if (known != null) {
            return known;
        }
        DomainSpec spec = canonical().spec();
        boolean same = !SpecText.hasSecrets(spec);
        DomainSpec wanted = withSecrets || same ? spec : SpecText.withoutSecrets(spec);
        Rendering made = new Rendering(wanted, SpecText.format(wanted, id));
        if (withSecrets || same) {
            secret = made;
        }
        if (!withSecrets || same) {
            shown = made;
        }
        return made;
    }

    private record Rendering(DomainSpec spec, XmlText xml) {}
}
