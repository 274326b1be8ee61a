package org.ostler.cli;

import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.Parsed;
import org.ostler.model.Remark;
import org.ostler.xlcfg.Json;
import org.ostler.xlcfg.JsonText;
import org.ostler.xlcfg.LibxlJson;
import org.ostler.xlcfg.XlConfig;
import org.ostler.xlcfg.XlDialect;
import org.ostler.xlcfg.XlDocument;
import org.ostler.xlcfg.XlDomains;
import org.ostler.xlcfg.XlHostPaths;
import org.ostler.xlcfg.XlRemark;

import java.util.ArrayList;
import java.util.List;

/// Turns descriptions of guests from one form into another. Pure.
///
/// @param dialect whose configurations are read and written
record GuestConverter(GuestForm from, GuestForm to, XlDialect dialect) {
    /// What came of it.
    record Result(String text, List<XlRemark> remarks) {
        Result {
            remarks = List.copyOf(remarks);
        }

        /// Whether something did not come across.
        boolean losesAnything() {
            return remarks.stream().anyMatch(remark -> remark.kind() == XlRemark.Kind.LOST);
        }
    }

    /// Turns a description from the one form into the other.
    ///
    /// @throws org.ostler.model.SpecException when it is wrong
    Result convert(byte[] bytes) {
        List<XlRemark> remarks = new ArrayList<>();
        String text =
                switch (from) {
                    case XML -> fromXml(bytes, remarks);
                    case XL -> fromXl(bytes, remarks);
                    case LIBXL_JSON -> fromJson(bytes, remarks);
                };
        return new Result(text, remarks);
    }

    private String fromXml(byte[] bytes, List<XlRemark> remarks) {
        Parsed<DomainSpec> parsed = DomainXml.parse(bytes);
        parsed.remarks().forEach(remark -> note(remark, remarks));
        return switch (to) {
            case XML -> DomainXml.format(parsed.spec());
            case XL -> config(parsed.spec(), remarks).document().text();
            case LIBXL_JSON -> json(config(parsed.spec(), remarks), remarks);
        };
    }

    private String fromXl(byte[] bytes, List<XlRemark> remarks) {
        XlDocument document = XlDocument.parse(bytes);
        XlConfig.Reading reading = XlConfig.read(document);
        remarks.addAll(reading.remarks());
        return switch (to) {
            case XML -> xml(reading.config(), remarks);
            case XL -> document.text();
            case LIBXL_JSON -> json(reading.config(), remarks);
        };
    }

    private String fromJson(byte[] bytes, List<XlRemark> remarks) {
        Json.Obj document = LibxlJson.parse(bytes);
        if (to == GuestForm.LIBXL_JSON) {
            return JsonText.indented(document);
        }
        XlDomains.Converted<XlConfig> config = LibxlJson.fromJson(document);
        remarks.addAll(config.remarks());
        return to == GuestForm.XML
                ? xml(config.value(), remarks)
                : config.value().document().text();
    }

    private String xml(XlConfig config, List<XlRemark> remarks) {
        XlDomains.Converted<DomainSpec> domain =
                XlDomains.toDomain(config, dialect, XlHostPaths.DEBIAN);
        remarks.addAll(domain.remarks());
        return DomainXml.format(domain.value());
    }

    private XlConfig config(DomainSpec spec, List<XlRemark> remarks) {
        XlDomains.Converted<XlConfig> config =
                XlDomains.toConfig(spec, dialect, XlHostPaths.DEBIAN);
        remarks.addAll(config.remarks());
        return config.value();
    }

    private static String json(XlConfig config, List<XlRemark> remarks) {
        XlDomains.Converted<Json.Obj> document = LibxlJson.toJson(config);
        remarks.addAll(document.remarks());
        return JsonText.indented(document.value());
    }

    /// What the format does not know is worth a word; what has no type here is not.
    private static void note(Remark remark, List<XlRemark> remarks) {
        switch (remark.kind()) {
            case UNTYPED, EXTENSION, REPORTED -> {}
            case UNKNOWN ->
                    remarks.add(
                            new XlRemark(
                                    XlRemark.Kind.UNKNOWN,
                                    remark.line(),
                                    1,
                                    remark.path(),
                                    "not known at this place of a domain"));
            case REPEATED ->
                    remarks.add(
                            new XlRemark(
                                    XlRemark.Kind.REPEATED,
                                    remark.line(),
                                    1,
                                    remark.path(),
                                    "given before; only the first one counts"));
        }
    }
}
