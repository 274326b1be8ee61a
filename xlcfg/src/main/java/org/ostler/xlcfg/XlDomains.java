package org.ostler.xlcfg;

import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.SpecException;
import org.ostler.model.XmlElement;

import java.util.ArrayList;
import java.util.List;

/// Configurations as domains and domains as configurations, with remarks of what either cannot say.
///
/// Methods are pure and may be called from any thread.
public final class XlDomains {
    private XlDomains() {}

    /// What came of a conversion, and what was remarked on the way.
    public record Converted<T>(T value, List<XlRemark> remarks) {
        public Converted {
            remarks = List.copyOf(remarks);
        }
    }

    /// The domain that a configuration describes.
    ///
    /// What a domain has no place for is kept in an element of Ostler's own, from which [#toConfig]
    /// takes it again: nothing of the configuration is lost.
    ///
    /// @throws org.ostler.model.SpecException when the configuration describes no domain
    public static Converted<DomainSpec> toDomain(
            XlConfig config, XlDialect dialect, XlHostPaths host) {
        if (config.get(XlOptions.NAME).isEmpty()) {
            throw new SpecException(
                    SpecException.Kind.CONTENT,
                    0,
                    0,
                    XlOptions.NAME.name(),
                    "the guest has no name",
                    "name = \"…\"");
        }
        Xml domain = new GuestXml(config, dialect, host).domain();
        XlConfig back = new GuestConfig(domain.build(), dialect).config();
        var remarks = new ArrayList<XlRemark>();
        XlKept.element(config, back, remarks)
                .ifPresent(kept -> domain.with("xmlns:ostler-xl", XlKept.NAMESPACE).add(kept));
        return new Converted<>(DomainXml.parse(domain.build()).spec(), remarks);
    }

    /// The configuration that describes a domain.
    ///
    /// What no configuration can say is lost, and remarked.
    public static Converted<XlConfig> toConfig(
            DomainSpec spec, XlDialect dialect, XlHostPaths host) {
        XmlElement domain = DomainXml.tree(spec);
        XlConfig config = new GuestConfig(domain, dialect).config();
        var remarks = new ArrayList<XlRemark>();
        XlConfig all = XlKept.restore(domain, config, remarks);
        XmlElement back = new GuestXml(config, dialect, host).domain().build();
        DomainSpec again = DomainXml.parse(back).spec();
        new XlLosses(remarks).compare(domain, DomainXml.tree(again));
        return new Converted<>(all, remarks);
    }
}
