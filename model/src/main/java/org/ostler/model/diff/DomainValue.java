package org.ostler.model.diff;

import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.XmlElement;
import org.ostler.model.XmlReader;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One value of a domain's canonical form, and what another text has in its place.
///
/// @param path its place, numbered where there are several of a name:
///   `/domain/devices/disk[2]/source/@file`
/// @param value the attribute or text; empty for an element that has neither
/// @param written what the other text has there, where it has anything
public record DomainValue(String path, String value, Optional<String> written) {
    /// Every value of a domain, in the order of the format; comments are none.
    ///
    /// @param text the root of what somebody wrote, in any order; devices are found in it as by
    ///   [DomainDiff]
    public static List<DomainValue> of(DomainSpec spec, XmlElement text) {
        List<DomainValue> values = new ArrayList<>();
        TreeWalk.walk(
                text,
                XmlReader.standard().read(DomainXml.format(spec)),
                false,
                (site, suffix, written, value) -> {
                    if (value.isPresent() && !suffix.equals(TreeWalk.COMMENT)) {
                        boolean bare = suffix.isEmpty() && Content.isBare(site.any());
                        values.add(
                                new DomainValue(
                                        site.counted() + suffix,
                                        bare ? "" : value.get(),
                                        bare ? written.map(_ -> "") : written));
                    }
                });
        return List.copyOf(values);
    }
}
