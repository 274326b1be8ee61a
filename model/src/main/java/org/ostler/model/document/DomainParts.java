package org.ostler.model.document;

import org.ostler.model.DomainXml;
import org.ostler.model.SpecException;
import org.ostler.model.XmlElement;
import org.ostler.model.XmlReader;

import java.util.List;

/// Domains inside documents about them.
final class DomainParts {
    private DomainParts() {}

    /// A whole domain in its canonical form; one that only says which domain is meant, as it is.
    static XmlElement canonical(XmlElement domain) {
        if (domain.attribute("type").isEmpty()) {
            return domain;
        }
        XmlElement plain =
                new XmlElement(
                        domain.namespace(),
                        "domain",
                        domain.attributes(),
                        domain.children(),
                        domain.line(),
                        domain.column());
        try {
            String text = DomainXml.format(DomainXml.accepted(plain).spec(), DomainXml.id(plain));
            XmlElement written = XmlReader.standard().read(text);
            return new XmlElement(
                    written.namespace(),
                    domain.name(),
                    written.attributes(),
                    List.copyOf(written.children()),
                    domain.line(),
                    domain.column());
        } catch (SpecException refused) {
            throw new IllegalArgumentException(refused.getMessage(), refused);
        }
    }
}
