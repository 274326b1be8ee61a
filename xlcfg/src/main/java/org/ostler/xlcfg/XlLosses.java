package org.ostler.xlcfg;

import org.ostler.model.XmlAttribute;
import org.ostler.model.XmlElement;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What of a domain's description does not come back from the configuration that was made of it.
///
/// Both are compared element by element; every element, attribute or text that is not there again
/// is one remark. Used by one thread and then dropped.
final class XlLosses {
    private final List<XlRemark> remarks;

    XlLosses(List<XlRemark> remarks) {
        this.remarks = remarks;
    }

    void compare(XmlElement domain, XmlElement back) {
        compare(domain, back, "/domain");
    }

    private void compare(XmlElement had, XmlElement has, String path) {
        for (XmlAttribute attribute : had.attributes()) {
            boolean same =
                    has.attribute(attribute.name()).filter(attribute.value()::equals).isPresent();
            if (!same && !attribute.isDeclaration()) {
                remark(path + "/@" + attribute.name(), has.attribute(attribute.name()).isPresent());
            }
        }
        List<XmlElement> children = elements(had);
        List<XmlElement> others = elements(has);
        if (children.isEmpty() && !had.text().equals(has.text())) {
            remark(path, !has.text().isEmpty());
        }
        compare(children, others, path);
    }

    private void compare(List<XmlElement> children, List<XmlElement> others, String path) {
        Set<XmlElement> same = new HashSet<>(others);
        Set<XmlElement> known = new HashSet<>(children);
        var left = new HashMap<String, ArrayDeque<XmlElement>>();
        for (XmlElement other : others) {
            if (!known.contains(other)) {
                left.computeIfAbsent(other.name(), _ -> new ArrayDeque<>()).add(other);
            }
        }
        var count = new HashMap<String, Integer>();
        children.forEach(child -> count.merge(child.name(), 1, Integer::sum));
        var nth = new HashMap<String, Integer>();
        for (XmlElement child : children) {
            int number = nth.merge(child.name(), 1, Integer::sum);
            if (child.namespace().equals(XlKept.NAMESPACE) || same.contains(child)) {
                continue;
            }
            boolean many = count.getOrDefault(child.name(), 1) > 1;
            String place = path + "/" + child.name() + (many ? "[" + number + "]" : "");
            XmlElement like = left.getOrDefault(child.name(), new ArrayDeque<>()).poll();
            if (like == null) {
                remark(place, false);
            } else {
                compare(child, like, place);
            }
        }
    }

    private void remark(String path, boolean otherwise) {
        remarks.add(
                otherwise
                        ? XlRemark.of(
                                XlRemark.Kind.CHANGED,
                                path,
                                "the configuration says it differently")
                        : XlRemark.of(XlRemark.Kind.LOST, path, "xl.cfg has no word for it"));
    }

    private static List<XmlElement> elements(XmlElement parent) {
        return parent.children().stream()
                .filter(XmlElement.class::isInstance)
                .map(XmlElement.class::cast)
                .toList();
    }
}
