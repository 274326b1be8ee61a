package org.ostler.wire;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Layer;
import org.ostler.api.Origin;
import org.ostler.wire.protocol.WireError;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Carries a [Fault] over the wire and back, in libvirt's eleven error members.
///
/// Code, domain, message, `str1` (format), `str2` (detail) and `int1` (errno) are as libvirtd sets
/// them, so that old clients see nothing new. The chain of origins travels as compact JSON in
/// `str3`, which libvirt leaves empty and its clients ignore; see [FaultMappingJson] for its form.
public final class FaultMapping {
    private static final int LEVEL_ERROR = 2;
    private static final int UNUSED = -1;

    /// libvirt's messages are a fixed sentence, a colon, and the detail.
    private static final Pattern FIXED_AND_DETAIL =
            Pattern.compile("([^'\"%:\n]{1,64}: )(.+)", Pattern.DOTALL);

    private FaultMapping() {}

    /// How much of a fault the other side may see.
    public enum Disclosure {
        /// All of it.
        FULL,
        /// Of each origin only layer, component, operation and code: no words and no paths of the
        /// host. For read-only connections.
        BRIEF
    }

    /// The members that tell this fault.
    public static WireError toWire(Fault fault, Disclosure disclosure) {
        String message = fault.sentence();
        String format = "%s";
        String detail = message;
        if (hasFixedSentence(fault.code())) {
            Matcher matcher = FIXED_AND_DETAIL.matcher(message);
            if (matcher.matches()) {
                format = matcher.group(1) + "%s";
                detail = matcher.group(2);
            }
        }
        return new WireError(
                fault.code().number(),
                fault.domain().number(),
                Optional.of(message),
                LEVEL_ERROR,
                Optional.empty(),
                Optional.of(format),
                Optional.of(detail),
                FaultMappingJson.write(fault, disclosure),
                fault.code() == FaultCode.SYSTEM_ERROR ? fault.errno().orElse(UNUSED) : UNUSED,
                UNUSED,
                Optional.empty());
    }

    /// These codes have no fixed sentence: libvirt's format is `%s`.
    private static boolean hasFixedSentence(FaultCode code) {
        return code != FaultCode.RPC
                && code != FaultCode.SYSTEM_ERROR
                && code != FaultCode.XML_DETAIL;
    }

    /// The fault that these members tell: ours with its chain; any other with one origin that
    /// quotes the message.
    public static Fault fromWire(WireError error) {
        FaultCode code = FaultCode.of(error.code());
        FaultDomain domain = FaultDomain.of(error.domain());
        String message = error.message().orElseGet(() -> error.str2().orElse(code.name()));
        Fault.Builder fault = Fault.builder(code, domain, message);
        if (code == FaultCode.SYSTEM_ERROR && error.int1() >= 0) {
            fault.errno(error.int1());
        }
        boolean ours = error.str3().isPresent() && FaultMappingJson.read(error.str3().get(), fault);
        if (!ours) {
            fault.origin(foreignOrigin(code, domain, message));
        }
        return fault.build();
    }

    private static Origin foreignOrigin(FaultCode code, FaultDomain domain, String message) {
        Layer layer =
                domain == FaultDomain.RPC || domain == FaultDomain.REMOTE
                        ? Layer.WIRE
                        : Layer.DRIVER;
        return new Origin(layer, "libvirt", "", "", "", code.name(), message);
    }
}
