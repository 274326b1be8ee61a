package org.ostler.model;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One element's parts in the format's order, and the reading and writing of them. Changed only
/// while shapes are declared.
final class Level<R> {
    private final Map<String, Parts.Attribute<R>> attributesByName = new HashMap<>();
    private final Map<String, Parts.Child<R>> childrenByName = new HashMap<>();
    private final List<Parts.Attribute<R>> attributes = new ArrayList<>();
    private final List<Parts.Child<R>> children = new ArrayList<>();
    private final Set<String> ignoredAttributes = new HashSet<>(0);
    private final Set<String> untypedAttributes = new HashSet<>(0);
    private final Set<String> reportedAttributes = new HashSet<>(0);
    private Parts.@Nullable Content<R, ?> content;
    private @Nullable Splice<R, ?> splice;
    private boolean neverCollapsed;

    /// More children than any variant has.
    private static final int WIDTH = 1000;

    /// For a child that has no place.
    private static final int UNKNOWN = -2;

    /// A variant record whose attributes and children belong to this element.
    record Splice<R, V>(
            int slot,
            Variants<V> variants,
            java.util.function.Function<? super R, ? extends V> get) {
        void writeAttributes(R record, XmlWriter out) {
            variants.writeAttributes(get.apply(record), out);
        }
    }

    void add(Parts.Attribute<R> part) {
        attributes.add(part);
        refuseSecond(attributesByName.put(part.name(), part), part.name());
    }

    /// Adds a part for children; those of a variant are found through the variant, not by name.
    void add(Parts.Child<R> part) {
        children.add(part);
        if (!(part instanceof InnerParts.Spliced)) {
            refuseSecond(childrenByName.put(part.name(), part), part.name());
        }
    }

    void add(Parts.Content<R, ?> part) {
        refuseSecond(content, part.name());
        content = part;
    }

    void add(Splice<R, ?> part) {
        refuseSecond(splice, part.variants().attribute());
        splice = part;
    }

    private static void refuseSecond(@Nullable Object before, String name) {
        if (before != null) {
            throw new IllegalStateException("'" + name + "' is declared twice");
        }
    }

    void neverCollapse() {
        neverCollapsed = true;
    }

    void ignoredAttribute(String name) {
        ignoredAttributes.add(name);
    }

    void untypedAttributes(List<String> names) {
        untypedAttributes.addAll(names);
    }

    void reportedAttributes(List<String> names) {
        reportedAttributes.addAll(names);
    }

    Parts.@Nullable Attribute<R> attribute(String name) {
        return attributesByName.get(name);
    }

    Parts.@Nullable Child<R> child(String name) {
        return childrenByName.get(name);
    }

    /// Which of the children's parts has that name; -1 when none has.
    int indexOf(String child) {
        for (int i = 0; i < children.size(); i++) {
            if (children.get(i).name().equals(child)) {
                return i;
            }
        }
        return -1;
    }

    List<Parts.Child<R>> children() {
        return children;
    }

    List<Parts.Attribute<R>> attributes() {
        return attributes;
    }

    Parts.@Nullable Content<R, ?> content() {
        return content;
    }

    Set<String> untypedAttributes() {
        return untypedAttributes;
    }

    /// The variants whose attributes and children belong to this element.
    @Nullable Variants<?> variants() {
        return splice == null ? null : splice.variants();
    }

    /// Reads a child element whose components belong to the parent's record; what it keeps goes to
    /// the parent's `inner`.
    ///
    /// @param noteEmpty whether an element without any component must be remembered, because
    ///   nothing else shows that it was there
    void readInner(
            XmlElement element,
            @Nullable Object[] slots,
            Kept.Builder outer,
            Reading in,
            boolean noteEmpty) {
        in.enter(element);
        Kept kept = read(element, slots, in, "");
        in.leave();
        if (!kept.isEmpty() || (noteEmpty && content == null && isBare(element))) {
            outer.inner(element.name(), kept);
        }
    }

    /// Blanks stay in an element where a processing instruction stood between them.
    private static boolean isBare(XmlElement element) {
        for (XmlNode child : element.children()) {
            if (!(child instanceof XmlText text) || !text.isBlank()) {
                return false;
            }
        }
        return element.attributes().isEmpty();
    }

    /// Reads all of the element into the slots; returns what has none.
    ///
    /// @param discriminator an attribute that was read already, empty for none
    Kept read(XmlElement element, @Nullable Object[] slots, Reading in, String discriminator) {
        Variants.@Nullable Opened<?> variant =
                splice == null ? null : splice.variants().open(element, in);
        String splicing = splice == null ? discriminator : splice.variants().attribute();
        Kept.@Nullable Builder kept = null;
        List<XmlAttribute> all = element.attributes();
        for (int i = 0; i < all.size(); i++) {
            XmlAttribute attribute = all.get(i);
            if (!attribute.name().equals(discriminator)
                    && !attribute.name().equals(splicing)
                    && !readAttribute(attribute, slots, variant, in)) {
                kept = kept == null ? new Kept.Builder() : kept;
                kept.attribute(attribute);
                remark(attribute, in);
            }
        }
        if (content != null) {
            content.read(element, slots, in);
        }
        if (!element.children().isEmpty()) {
            kept = readChildren(element, slots, variant, kept, in);
        }
        if (splice != null && variant != null) {
            slots[splice.slot()] = variant.build(in);
        }
        return kept == null ? Kept.NONE : kept.build(this::rank);
    }

    private void remark(XmlAttribute attribute, Reading in) {
        if (untypedAttributes.contains(attribute.name())) {
            in.remark(Remark.Kind.UNTYPED, attribute);
        } else if (attribute.namespace().isEmpty()) {
            in.remark(Remark.Kind.UNKNOWN, attribute);
        }
    }

    /// Where children of that name come in the order of writing.
    private int rank(String child) {
        if (child.isEmpty()) {
            return -1;
        }
        for (int i = 0; i < children.size(); i++) {
            Parts.Child<R> part = children.get(i);
            if (part.name().equals(child) && !(part instanceof InnerParts.Spliced)) {
                return i * WIDTH;
            }
            if (part instanceof InnerParts.Spliced<R, ?> spliced) {
                int inner = spliced.variants().rank(child);
                if (inner >= 0) {
                    return i * WIDTH + inner;
                }
            }
        }
        return Integer.MAX_VALUE;
    }

    private boolean readAttribute(
            XmlAttribute attribute,
            @Nullable Object[] slots,
            Variants.@Nullable Opened<?> variant,
            Reading in) {
        Parts.Attribute<R> part = attributesByName.get(attribute.name());
        if (part == null) {
            if (reportedAttributes.contains(attribute.name())) {
                in.remark(Remark.Kind.REPORTED, attribute);
                return true;
            }
            return ignoredAttributes.contains(attribute.name())
                    || (variant != null && variant.readAttribute(attribute, in));
        }
        part.read(attribute.value(), slots, in);
        return true;
    }

    private Kept.@Nullable Builder readChildren(
            XmlElement element,
            @Nullable Object[] slots,
            Variants.@Nullable Opened<?> variant,
            Kept.@Nullable Builder before,
            Reading in) {
        Kept.@Nullable Builder kept = before;
        String last = "";
        int ordinal = 0;
        List<XmlNode> nodes = element.children();
        for (int i = 0; i < nodes.size(); i++) {
            XmlNode node = nodes.get(i);
            if (node instanceof XmlText text && (content != null || text.isBlank())) {
                continue;
            }
            kept = kept == null ? new Kept.Builder() : kept;
            int nth = -1;
            if (node instanceof XmlElement child) {
                nth = readChild(child, slots, kept, variant, in);
                if (nth != UNKNOWN) {
                    last = child.name();
                    ordinal = Math.max(0, nth);
                }
            }
            if (nth < 0) {
                kept.node(
                        last,
                        ordinal,
                        node instanceof XmlText text
                                ? new XmlText(XmlText.strip(text.text()))
                                : node);
            }
        }
        return kept;
    }

    /// Which of its name the child is; negative where it is to be kept. One too many follows the
    /// one that counts, wherever it stood: written before that, it would count the next time.
    private int readChild(
            XmlElement child,
            @Nullable Object[] slots,
            Kept.Builder kept,
            Variants.@Nullable Opened<?> variant,
            Reading in) {
        if (!child.namespace().isEmpty()) {
            in.remark(Remark.Kind.EXTENSION, child);
            return UNKNOWN;
        }
        Parts.Child<R> part = childrenByName.get(child.name());
        int nth;
        if (part != null) {
            nth = part.read(child, slots, kept, in);
        } else if (variant != null && variant.knows(child.name())) {
            nth = variant.readChild(child, kept, in);
        } else {
            in.remark(Remark.Kind.UNKNOWN, child);
            return UNKNOWN;
        }
        if (nth < 0) {
            in.remark(Remark.Kind.REPEATED, child);
        }
        return nth;
    }

    boolean isPresent(R record) {
        if (content != null && content.isPresent(record)) {
            return true;
        }
        for (Parts.Attribute<R> part : attributes) {
            if (part.isPresent(record)) {
                return true;
            }
        }
        for (Parts.Child<R> part : children) {
            if (part.isPresent(record)) {
                return true;
            }
        }
        return false;
    }

    /// Writes the whole element.
    void write(String name, R record, Kept kept, XmlWriter out) {
        out.start(name);
        writeBody(record, kept, out);
        if (neverCollapsed) {
            out.open();
        }
        out.end();
    }

    /// Writes attributes and content of the element that the caller has begun.
    void writeBody(R record, Kept kept, XmlWriter out) {
        writeBody(record, kept, out, "");
    }

    /// Writes attributes, but one, and content of the element that the caller has begun.
    void writeBody(R record, Kept kept, XmlWriter out, String without) {
        out.kept(kept);
        if (out.isMute()) {
            if (content == null && !out.hasKept()) {
                writeChildren(record, kept, out);
            }
            return;
        }
        writeAttributes(record, kept, out, without);
        if (content != null) {
            content.write(record, out);
            for (Kept.Placed node : kept.nodes()) {
                out.behindText(node.node());
            }
            return;
        }
        writeChildren(record, kept, out);
    }

    private void writeAttributes(R record, Kept kept, XmlWriter out, String without) {
        if (splice != null) {
            splice.writeAttributes(record, out);
        }
        for (int i = 0; i < attributes.size(); i++) {
            if (!attributes.get(i).name().equals(without)) {
                attributes.get(i).write(record, out);
            }
        }
        for (XmlAttribute attribute : kept.attributes()) {
            out.attribute(attribute.name(), attribute.value());
        }
    }

    private void writeChildren(R record, Kept kept, XmlWriter out) {
        Placer placer = Placer.of(kept.nodes());
        placer.afterAll("", out);
        for (int i = 0; i < children.size(); i++) {
            children.get(i).write(record, kept, out, placer);
        }
        placer.rest((node, writer) -> writer.node(node), out);
    }
}
