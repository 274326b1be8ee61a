package org.ostler.client;

import org.ostler.api.Conversion;
import org.ostler.api.NativeFormat;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.wire.ConversionMapping;
import org.ostler.wire.protocol.ConnectDomainXmlFromNativeArgs;
import org.ostler.wire.protocol.ConnectDomainXmlToNativeArgs;
import org.ostler.wire.protocol.OstlerDomainFromNativeArgs;
import org.ostler.wire.protocol.OstlerDomainFromNativeRet;
import org.ostler.wire.protocol.OstlerDomainToNativeArgs;
import org.ostler.wire.protocol.OstlerDomainToNativeRet;
import org.ostler.wire.protocol.OstlerProcedures;
import org.ostler.wire.protocol.RemoteProcedures;

import java.time.Duration;
import java.util.List;

/// Conversions by the server: with Ostler's remarks, or as a libvirtd makes them. Immutable.
record RemoteConversions(Link link) {
    private record Text(String text, List<Conversion.Remark> remarks) {}

    Conversion<DomainSpec> fromNative(NativeFormat format, String configuration) {
        Duration timeout = link.options().callTimeout();
        Text xml =
                link.read(
                        c -> {
                            if (!c.isOstler()) {
                                var args =
                                        new ConnectDomainXmlFromNativeArgs(
                                                format.name(), configuration, 0);
                                var procedure = RemoteProcedures.CONNECT_DOMAIN_XML_FROM_NATIVE;
                                return new Text(
                                        c.call(procedure, args, timeout).domainXml(), List.of());
                            }
                            OstlerDomainFromNativeRet made =
                                    c.call(
                                            OstlerProcedures.DOMAIN_FROM_NATIVE,
                                            new OstlerDomainFromNativeArgs(
                                                    format.name(), configuration, 0),
                                            timeout);
                            return new Text(made.xml(), ConversionMapping.fromWire(made.remarks()));
                        });
        return new Conversion<>(Descriptions.parsed(link, xml.text()), xml.remarks());
    }

    Conversion<String> toNative(NativeFormat format, DomainSpec spec) {
        Duration timeout = link.options().callTimeout();
        String xml = DomainXml.format(spec);
        Text text =
                link.read(
                        c -> {
                            if (!c.isOstler()) {
                                var args = new ConnectDomainXmlToNativeArgs(format.name(), xml, 0);
                                var procedure = RemoteProcedures.CONNECT_DOMAIN_XML_TO_NATIVE;
                                return new Text(
                                        c.call(procedure, args, timeout).nativeConfig(), List.of());
                            }
                            OstlerDomainToNativeRet made =
                                    c.call(
                                            OstlerProcedures.DOMAIN_TO_NATIVE,
                                            new OstlerDomainToNativeArgs(format.name(), xml, 0),
                                            timeout);
                            return new Text(
                                    made.configuration(),
                                    ConversionMapping.fromWire(made.remarks()));
                        });
        return new Conversion<>(text.text(), text.remarks());
    }
}
