package org.ostler.cli;

import org.ostler.api.FaultDomain;
import org.ostler.cli.output.Printable;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.SpecException;
import org.ostler.model.XmlElement;
import org.ostler.model.XmlReader;
import org.ostler.xlcfg.XlDialect;
import org.ostler.xlcfg.XlRemark;

import java.io.IOException;
import java.util.List;

/// A guest as a file describes it, in whichever form.
///
/// @param written the description as it stands there; where it is no XML, what it is as XML
/// @param remarks of what did not come across, where it is no XML
record GuestFile(
        InputFile input,
        GuestForm form,
        XmlElement written,
        DomainSpec spec,
        List<XlRemark> remarks) {
    GuestFile {
        remarks = List.copyOf(remarks);
    }

    /// Reads one, and recognizes its form.
    ///
    /// @param word as the command line names it
    static GuestFile read(String word, Surroundings surroundings) throws IOException {
        InputFile input = new InputFile(word);
        byte[] bytes = GuestForm.withoutMark(input.read(surroundings));
        GuestForm form = GuestForm.recognized(bytes);
        try {
            return switch (form) {
                case XML -> of(input, form, XmlReader.standard().read(bytes), List.of());
                case XL, LIBXL_JSON -> {
                    GuestConverter.Result xml =
                            new GuestConverter(form, GuestForm.XML, XlDialect.XL).convert(bytes);
                    yield of(input, form, XmlReader.standard().read(xml.text()), xml.remarks());
                }
            };
        } catch (SpecException wrong) {
            throw input.fault(wrong, form == GuestForm.XML ? FaultDomain.XML : FaultDomain.CONF);
        }
    }

    private static GuestFile of(
            InputFile input, GuestForm form, XmlElement written, List<XlRemark> remarks) {
        return new GuestFile(input, form, written, DomainXml.parse(written).spec(), remarks);
    }

    /// Says on standard error what did not come across.
    void say(Call call) {
        for (XlRemark remark : remarks) {
            if (!call.quiet() || ConvertCommand.matters(remark.kind())) {
                call.surroundings()
                        .err()
                        .println(Printable.line(ConvertCommand.line(input, remark)));
            }
        }
    }

    /// Whether something of the file did not come across.
    boolean losesAnything() {
        return remarks.stream().anyMatch(remark -> remark.kind() == XlRemark.Kind.LOST);
    }
}
