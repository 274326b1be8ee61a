package org.ostler.model;

import java.util.List;
import java.util.OptionalInt;

/// Domain XML both ways.
///
/// `parse(format(spec)).spec()` equals `spec`. Methods are pure and may be called from any thread.
public final class DomainXml {
    private static final String ROOT = "domain";

    private DomainXml() {}

    /// Reads a domain.
    ///
    /// @throws SpecException when the text is not well-formed, breaks a limit, or describes no
    ///   domain
    public static Parsed<DomainSpec> parse(String text) {
        return parse(XmlReader.standard().read(text));
    }

    /// Reads a domain from UTF-8.
    ///
    /// @throws SpecException when the text is not well-formed, breaks a limit, or describes no
    ///   domain
    public static Parsed<DomainSpec> parse(byte[] text) {
        return parse(XmlReader.standard().read(text));
    }

    /// Reads a domain from its element.
    ///
    /// @throws SpecException when the element describes no domain
    public static Parsed<DomainSpec> parse(XmlElement root) {
        return parse(root, false);
    }

    /// Reads a domain that a host has accepted before: one that was stored, that runs, or that a
    /// server tells of. Whether its parts contradict each other is no longer asked.
    ///
    /// @throws SpecException when the text is not well-formed, breaks a limit, or describes no
    ///   domain
    public static Parsed<DomainSpec> accepted(String text) {
        return accepted(XmlReader.standard().read(text));
    }

    /// As [#accepted(String)], from UTF-8.
    public static Parsed<DomainSpec> accepted(byte[] text) {
        return accepted(XmlReader.standard().read(text));
    }

    /// As [#accepted(String)], from its element.
    public static Parsed<DomainSpec> accepted(XmlElement root) {
        return parse(root, true);
    }

    private static Parsed<DomainSpec> parse(XmlElement root, boolean accepted) {
        if (!root.is(ROOT)) {
            throw new SpecException(
                    SpecException.Kind.CONTENT,
                    root.line(),
                    root.column(),
                    "/" + root.name(),
                    "unexpected root element '" + root.name() + "'",
                    "'" + ROOT + "'");
        }
        checkType(root);
        Parsed<DomainSpec> parsed = DomainShape.SHAPE.parse(root);
        if (!accepted) {
            Contradictions.check(parsed.spec(), new Place(List.of(root)));
        }
        return parsed;
    }

    /// A hypervisor that nobody knows is no mistake in the XML: libvirtd was seen to say
    /// `CONFIG_UNSUPPORTED`, other than of every other word it does not know.
    private static void checkType(XmlElement root) {
        String type = root.attribute("type").orElse("");
        if (!type.isEmpty() && DomainType.CODEC.parse(type) == null) {
            throw new SpecException(
                    SpecException.Kind.UNSUPPORTED,
                    root.line(),
                    root.column(),
                    "/" + ROOT,
                    "invalid domain type " + Reading.quote(type),
                    DomainType.CODEC.expected());
        }
    }

    /// The number of the running domain that the element describes, if it says so.
    public static OptionalInt id(XmlElement root) {
        long id = Numbers.parse(root.attribute("id").orElse(""));
        return id < 0 || id > Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of((int) id);
    }

    /// The domain as canonical XML, without a number.
    public static String format(DomainSpec spec) {
        return format(spec, OptionalInt.empty());
    }

    /// The domain as canonical XML.
    ///
    /// @param id the number of the running domain
    public static String format(DomainSpec spec, OptionalInt id) {
        return written(spec, id).toString();
    }

    /// The domain as its element, for checks of what there is no type for. Paths in it are those of
    /// the text that was read; lines are not.
    public static Place place(DomainSpec spec) {
        return Place.of(tree(spec));
    }

    /// What [#parse] would remark on that which [#format] makes of the domain: everything that it
    /// keeps without a type for it.
    public static List<Remark> remarks(DomainSpec spec) {
        return keeps(spec) ? accepted(format(spec)).remarks() : List.of();
    }

    /// Whether the domain holds anything that there is no type for.
    private static boolean keeps(DomainSpec spec) {
        XmlWriter nothing = XmlWriter.mute();
        DomainShape.SHAPE.writeBodyWithout("type", spec, nothing);
        return nothing.hasKept();
    }

    /// The domain as the element that reading of [#format] would give, without the text between; it
    /// says nothing of lines and columns.
    public static XmlElement tree(DomainSpec spec) {
        var out = new XmlTreeWriter();
        write(spec, OptionalInt.empty(), out);
        return out.root();
    }

    private static XmlWriter written(DomainSpec spec, OptionalInt id) {
        var out = new XmlWriter(8192);
        write(spec, id, out);
        return out;
    }

    private static void write(DomainSpec spec, OptionalInt id, XmlWriter out) {
        out.start(ROOT).attribute("type", spec.type().xml());
        if (id.isPresent()) {
            out.attribute("id", Integer.toString(id.getAsInt()));
        }
        DomainShape.SHAPE.writeBodyWithout("type", spec, out);
        out.end();
    }
}
