package org.ostler.model.document;

import org.ostler.model.Parsed;
import org.ostler.model.Shape;
import org.ostler.model.SpecException;
import org.ostler.model.XmlElement;
import org.ostler.model.XmlReader;
import org.ostler.model.XmlWriter;

/// One kind of document both ways.
///
/// `parse(format(record)).spec()` equals `record`. Methods are pure and may be called from any
/// thread.
///
/// @param <R> what a document of the kind describes
public final class DocumentXml<R> {
    public static final DocumentXml<Network> NETWORK = of("network", Network.SHAPE);
    public static final DocumentXml<NetworkPort> NETWORK_PORT =
            of("networkport", NetworkPort.SHAPE);
    public static final DocumentXml<StoragePool> POOL = of("pool", StoragePool.SHAPE);
    public static final DocumentXml<StorageVolume> VOLUME = of("volume", StorageVolume.SHAPE);
    public static final DocumentXml<NetworkFilter> NWFILTER = of("filter", NetworkFilter.SHAPE);
    public static final DocumentXml<Secret> SECRET = of("secret", Secret.SHAPE);
    public static final DocumentXml<Part> INTERFACE =
            of("interface", HostInterfaceShapes.INTERFACE);
    public static final DocumentXml<NodeDevice> NODE_DEVICE = of("device", NodeDevice.SHAPE);
    public static final DocumentXml<DomainSnapshot> SNAPSHOT =
            of("domainsnapshot", DomainSnapshot.SHAPE);
    public static final DocumentXml<DomainCheckpoint> CHECKPOINT =
            of("domaincheckpoint", DomainCheckpoint.SHAPE);
    public static final DocumentXml<DomainBackup> BACKUP = of("domainbackup", DomainBackup.SHAPE);
    public static final DocumentXml<Capabilities> CAPABILITIES =
            of("capabilities", Capabilities.SHAPE);
    public static final DocumentXml<DomainCapabilities> DOMAIN_CAPABILITIES =
            of("domainCapabilities", DomainCapabilities.SHAPE);

    private final String root;
    private final Shape<R> shape;

    private DocumentXml(String root, Shape<R> shape) {
        this.root = root;
        this.shape = shape;
    }

    private static <R> DocumentXml<R> of(String root, Shape<R> shape) {
        return new DocumentXml<>(root, shape);
    }

    /// The name of the element that such a document is.
    public String root() {
        return root;
    }

    /// Reads a document.
    ///
    /// @throws SpecException when the text is not well-formed, breaks a limit, or is no document of
    ///   this kind
    public Parsed<R> parse(String text) {
        return parse(XmlReader.standard().read(text));
    }

    /// Reads a document from its element.
    ///
    /// @throws SpecException when the element is no document of this kind
    public Parsed<R> parse(XmlElement element) {
        if (!element.is(root)) {
            throw new SpecException(
                    SpecException.Kind.CONTENT,
                    element.line(),
                    element.column(),
                    "/" + element.name(),
                    "unexpected root element '" + element.name() + "'",
                    "'" + root + "'");
        }
        return shape.parse(element);
    }

    /// The document as canonical XML.
    public String format(R record) {
        var out = new XmlWriter(2048);
        shape.write(root, record, out);
        return out.toString();
    }
}
