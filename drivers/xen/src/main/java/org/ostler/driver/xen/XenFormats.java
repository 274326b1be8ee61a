package org.ostler.driver.xen;

import org.ostler.api.Conversion;
import org.ostler.api.Conversion.Remark;
import org.ostler.api.NativeFormat;
import org.ostler.engine.spi.Operations;
import org.ostler.model.DomainSpec;
import org.ostler.xlcfg.LibxlJson;
import org.ostler.xlcfg.XlConfig;
import org.ostler.xlcfg.XlDialect;
import org.ostler.xlcfg.XlDocument;
import org.ostler.xlcfg.XlDomains;
import org.ostler.xlcfg.XlHostPaths;
import org.ostler.xlcfg.XlRemark;

import java.util.ArrayList;
import java.util.List;

/// The configurations of Xen's own tools as formats of a connection. They need no host. Pure.
public final class XenFormats {
    private XenFormats() {}

    /// Registers `xen-xl` and `xen-xm` both ways, and `libxl-json` as a source; as a target that is
    /// the driver's plan.
    public static void register(Operations operations) {
        register(operations, NativeFormat.XEN_XL, XlDialect.XL);
        register(operations, NativeFormat.XEN_XM, XlDialect.XM);
        operations.reads(NativeFormat.LIBXL_JSON, XenFormats::readDocument);
    }

    private static void register(Operations operations, NativeFormat format, XlDialect dialect) {
        operations.reads(format, text -> read(text, dialect));
        operations.writes(format, spec -> write(spec, dialect));
    }

    private static Conversion<DomainSpec> read(String text, XlDialect dialect) {
        XlConfig.Reading reading = XlConfig.read(XlDocument.parse(text));
        return domain(reading.config(), reading.remarks(), dialect);
    }

    private static Conversion<DomainSpec> readDocument(String text) {
        XlDomains.Converted<XlConfig> config = LibxlJson.fromJson(LibxlJson.parse(text));
        return domain(config.value(), config.remarks(), XlDialect.XL);
    }

    private static Conversion<DomainSpec> domain(
            XlConfig config, List<XlRemark> first, XlDialect dialect) {
        XlDomains.Converted<DomainSpec> domain =
                XlDomains.toDomain(config, dialect, XlHostPaths.DEBIAN);
        List<XlRemark> all = new ArrayList<>(first);
        all.addAll(domain.remarks());
        return new Conversion<>(domain.value(), remarks(all));
    }

    private static Conversion<String> write(DomainSpec spec, XlDialect dialect) {
        XlDomains.Converted<XlConfig> config =
                XlDomains.toConfig(spec, dialect, XlHostPaths.DEBIAN);
        return new Conversion<>(config.value().document().text(), remarks(config.remarks()));
    }

    private static List<Remark> remarks(List<XlRemark> remarks) {
        return remarks.stream()
                .map(
                        remark ->
                                new Remark(
                                        kind(remark.kind()),
                                        remark.line(),
                                        remark.column(),
                                        remark.option(),
                                        remark.text()))
                .toList();
    }

    private static Remark.Kind kind(XlRemark.Kind kind) {
        return switch (kind) {
            case UNKNOWN, MISREAD, REFUSED_BY_XL, REPEATED, IGNORED, LEGACY -> Remark.Kind.NOTE;
            case KEPT -> Remark.Kind.KEPT;
            case CHANGED -> Remark.Kind.CHANGED;
            case LOST -> Remark.Kind.LOST;
        };
    }
}
