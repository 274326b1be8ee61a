package org.ostler.xlcfg;

import org.ostler.model.XmlAttribute;
import org.ostler.model.XmlElement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

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
        var left = new ArrayList<>(elements(has));
        List<XmlElement> children = elements(had);
        if (children.isEmpty() && !had.text().equals(has.text())) {
            remark(path, !has.text().isEmpty());
        }
        left.removeAll(children);
        var nth = new HashMap<String, Integer>();
        for (XmlElement child : children) {
            int number = nth.merge(child.name(), 1, Integer::sum);
            if (child.namespace().equals(XlKept.NAMESPACE) || elements(has).contains(child)) {
                continue;
            }
            boolean many =
                    children.stream().filter(is -> is.name().equals(child.name())).count() > 1;
            String place = path + "/" + child.name() + (many ? "[" + number + "]" : "");
            XmlElement like =
                    left.stream()
                            .filter(is -> is.name().equals(child.name()))
                            .findFirst()
                            .orElse(null);
            if (like == null) {
                remark(place, false);
            } else {
                left.remove(like);
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
