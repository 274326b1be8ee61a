package org.ostler.model.diff;

import org.ostler.model.XmlElement;

import java.util.Optional;

/// A place that two trees have in common, or one of them alone: an element of the one and what it
/// is in the other.
///
/// @param parent the place around it; empty for the root
/// @param name the element's name, without a prefix only where neither has one
/// @param predicate what tells it from its siblings, such as `[target/@dev='vda']`; may be empty
/// @param ordinal where it stands in the second tree, such as `[2]`; empty where it is the only one
///   of its name
record Site(
        Optional<Site> parent,
        String name,
        String predicate,
        String ordinal,
        Optional<XmlElement> before,
        Optional<XmlElement> after) {
    /// With what tells devices apart: `/domain/devices/disk[target/@dev='vda']/source`.
    String path() {
        return parent.map(Site::path).orElse("") + "/" + name + predicate;
    }

    /// Without anything of the kind: `/domain/devices/disk/source`.
    String plain() {
        return parent.map(Site::plain).orElse("") + "/" + name;
    }

    /// As it is counted in the second tree: `/domain/devices/disk[2]/source`.
    String counted() {
        return parent.map(Site::counted).orElse("") + "/" + name + ordinal;
    }

    /// The outermost place.
    Site root() {
        Site site = this;
        while (site.parent.isPresent()) {
            site = site.parent.get();
        }
        return site;
    }

    /// The device that this is, or is a part of.
    Optional<Site> device() {
        Site site = this;
        while (site.parent.isPresent()) {
            if (site.parent.get().plain().equals(Identity.DEVICES)) {
                return Optional.of(site);
            }
            site = site.parent.get();
        }
        return Optional.empty();
    }

    /// The element of the second tree, or else that of the first.
    XmlElement any() {
        return after.or(() -> before).orElseThrow();
    }
}
