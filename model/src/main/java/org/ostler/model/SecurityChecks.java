package org.ostler.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What libvirt refuses in security labels, which are kept without a type; found by trying
/// libvirt's test driver.
final class SecurityChecks {
    private SecurityChecks() {}

    static void check(Place domain) {
        if (domain.element().child("seclabel").isPresent()) {
            List<Place> labels = domain.children("seclabel");
            for (Place label : labels.size() > 1 ? labels : List.<Place>of()) {
                if (label.element().attribute("model").isEmpty()) {
                    throw label.fail(
                            "attribute 'model' is missing, which every one of several labels needs",
                            "the name of a security model");
                }
            }
        }
    }

    /// The labels of one device's source.
    static void checkSource(XmlElement source, XmlElement device, Place devices) {
        if (source.child("seclabel").isPresent()) {
            checkOnce(devices.inside(device).inside(source));
        }
    }

    private static void checkOnce(Place source) {
        Set<String> seen = new HashSet<>();
        for (Place label : source.children("seclabel")) {
            String model = label.element().attribute("model").orElse("");
            if (!model.isEmpty() && !seen.add(model)) {
                throw label.fail(
                        "there is another label of the model '" + model + "'",
                        "one label for each model");
            }
        }
    }
}
