package org.ostler.daemon.rpc;

import org.ostler.api.Conversion;
import org.ostler.api.NativeFormat;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.wire.ConversionMapping;
import org.ostler.wire.protocol.ConnectDomainXmlFromNativeArgs;
import org.ostler.wire.protocol.ConnectDomainXmlFromNativeRet;
import org.ostler.wire.protocol.ConnectDomainXmlToNativeArgs;
import org.ostler.wire.protocol.ConnectDomainXmlToNativeRet;
import org.ostler.wire.protocol.OstlerDomainFromNativeArgs;
import org.ostler.wire.protocol.OstlerDomainFromNativeRet;
import org.ostler.wire.protocol.OstlerDomainToNativeArgs;
import org.ostler.wire.protocol.OstlerDomainToNativeRet;
import org.ostler.wire.protocol.OstlerProcedures;
import org.ostler.wire.protocol.RemoteProcedures;

/// Descriptions as other tools' configurations and back, by libvirt's calls and by Ostler's own,
/// which also say what was lost. Which formats there are is the driver's business.
final class ConversionHandlers {
    private ConversionHandlers() {}

    static void register(HandlerTable table) {
        table.blocking(
                RemoteProcedures.CONNECT_DOMAIN_XML_FROM_NATIVE, ConversionHandlers::fromNative);
        table.blocking(RemoteProcedures.CONNECT_DOMAIN_XML_TO_NATIVE, ConversionHandlers::toNative);
        table.blocking(OstlerProcedures.DOMAIN_FROM_NATIVE, ConversionHandlers::remarkedFromNative);
        table.blocking(OstlerProcedures.DOMAIN_TO_NATIVE, ConversionHandlers::remarkedToNative);
    }

    private static ConnectDomainXmlFromNativeRet fromNative(
            Session session, ConnectDomainXmlFromNativeArgs args) {
        FlagBits.requireNone(args.flags(), RemoteProcedures.CONNECT_DOMAIN_XML_FROM_NATIVE);
        return new ConnectDomainXmlFromNativeRet(
                DomainXml.format(read(session, args.nativeFormat(), args.nativeConfig()).value()));
    }

    private static ConnectDomainXmlToNativeRet toNative(
            Session session, ConnectDomainXmlToNativeArgs args) {
        FlagBits.requireNone(args.flags(), RemoteProcedures.CONNECT_DOMAIN_XML_TO_NATIVE);
        return new ConnectDomainXmlToNativeRet(
                write(session, args.nativeFormat(), args.domainXml()).value());
    }

    private static OstlerDomainFromNativeRet remarkedFromNative(
            Session session, OstlerDomainFromNativeArgs args) {
        FlagBits.requireNone(args.flags(), OstlerProcedures.DOMAIN_FROM_NATIVE);
        Conversion<DomainSpec> made = read(session, args.format(), args.configuration());
        return new OstlerDomainFromNativeRet(
                DomainXml.format(made.value()), ConversionMapping.toWire(made));
    }

    private static OstlerDomainToNativeRet remarkedToNative(
            Session session, OstlerDomainToNativeArgs args) {
        FlagBits.requireNone(args.flags(), OstlerProcedures.DOMAIN_TO_NATIVE);
        Conversion<String> made = write(session, args.format(), args.xml());
        return new OstlerDomainToNativeRet(made.value(), ConversionMapping.toWire(made));
    }

    private static Conversion<DomainSpec> read(Session session, String format, String text) {
        return session.hypervisor().fromNative(new NativeFormat(format), text);
    }

    private static Conversion<String> write(Session session, String format, String xml) {
        return session.hypervisor().toNative(new NativeFormat(format), Descriptions.domain(xml));
    }
}
