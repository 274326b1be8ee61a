package org.ostler.engine;

import org.jspecify.annotations.Nullable;
import org.ostler.api.XmlText;
import org.ostler.engine.spi.Canonical;
import org.ostler.model.DomainSpec;

import java.util.OptionalInt;

/// One version of a domain's description together with its XML, which is rendered when first asked
/// for and kept.
///
/// Immutable but for the kept renderings; two threads that render at the same time make the same
/// text, and one of them is kept.
final class Description {
    private final Canonical canonical;
    private final OptionalInt id;
    private volatile @Nullable Rendering secret;
    private volatile @Nullable Rendering shown;

    /// @param id the running guest's number; empty for a stored definition
    Description(Canonical canonical, OptionalInt id) {
        this.canonical = canonical;
        this.id = id;
    }

    Canonical canonical() {
        return canonical;
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
        DomainSpec spec = canonical.spec();
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
