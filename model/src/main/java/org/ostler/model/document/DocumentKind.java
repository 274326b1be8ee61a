package org.ostler.model.document;

import org.ostler.model.CanonicalSteps;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.Parsed;
import org.ostler.model.Remark;
import org.ostler.model.SpecException;
import org.ostler.model.XmlElement;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The kinds of documents that describe what is on a host, and what it can do.
public enum DocumentKind {
    DOMAIN("domain", "domain"),
    NETWORK("network", "network"),
    NETWORK_PORT("networkport", "networkport"),
    POOL("pool", "pool"),
    VOLUME("volume", "volume"),
    NWFILTER("nwfilter", "filter"),
    SECRET("secret", "secret"),
    INTERFACE("interface", "interface"),
    NODE_DEVICE("nodedev", "device"),
    SNAPSHOT("snapshot", "domainsnapshot"),
    CHECKPOINT("checkpoint", "domaincheckpoint"),
    BACKUP("backup", "domainbackup"),
    CAPABILITIES("capabilities", "capabilities"),
    DOMAIN_CAPABILITIES("domaincapabilities", "domainCapabilities");

    private final String word;
    private final String root;

    /// A document in its canonical form.
    ///
    /// @param remarks what was kept as it was, and what was left out
    public record Canonical(String text, List<Remark> remarks) {
        public Canonical {
            remarks = List.copyOf(remarks);
        }
    }

    DocumentKind(String word, String root) {
        this.word = word;
        this.root = root;
    }

    private static <R> Canonical canonical(DocumentXml<R> xml, XmlElement element) {
        Parsed<R> parsed = xml.parse(element);
        return new Canonical(xml.format(parsed.spec()), parsed.remarks());
    }

    private static Canonical domain(XmlElement element) {
        Parsed<DomainSpec> parsed = DomainXml.parse(element);
        return new Canonical(
                DomainXml.format(CanonicalSteps.withDefaults(parsed.spec()), DomainXml.id(element)),
                parsed.remarks());
    }

    /// The word that people use for it: `nodedev`.
    public String word() {
        return word;
    }

    /// The kind that people call so.
    public static Optional<DocumentKind> called(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    /// The name of the element that such a document is: `device`.
    public String root() {
        return root;
    }

    /// The kind of a document; empty where its root is of no kind.
    public static Optional<DocumentKind> of(XmlElement document) {
        return Arrays.stream(values()).filter(kind -> document.is(kind.root)).findFirst();
    }

    /// The document as this kind's clients expect it.
    ///
    /// @throws SpecException when the element is no document of this kind
    public Canonical canonical(XmlElement document) {
        return switch (this) {
            case DOMAIN -> domain(document);
            case NETWORK -> canonical(DocumentXml.NETWORK, document);
            case NETWORK_PORT -> canonical(DocumentXml.NETWORK_PORT, document);
            case POOL -> canonical(DocumentXml.POOL, document);
            case VOLUME -> canonical(DocumentXml.VOLUME, document);
            case NWFILTER -> canonical(DocumentXml.NWFILTER, document);
            case SECRET -> canonical(DocumentXml.SECRET, document);
            case INTERFACE -> canonical(DocumentXml.INTERFACE, document);
            case NODE_DEVICE -> canonical(DocumentXml.NODE_DEVICE, document);
            case SNAPSHOT -> canonical(DocumentXml.SNAPSHOT, document);
            case CHECKPOINT -> canonical(DocumentXml.CHECKPOINT, document);
            case BACKUP -> canonical(DocumentXml.BACKUP, document);
            case CAPABILITIES -> canonical(DocumentXml.CAPABILITIES, document);
            case DOMAIN_CAPABILITIES -> canonical(DocumentXml.DOMAIN_CAPABILITIES, document);
        };
    }
}
