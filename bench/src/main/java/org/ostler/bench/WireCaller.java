package org.ostler.bench;

import org.ostler.wire.protocol.DomainGetInfoArgs;
import org.ostler.wire.protocol.DomainGetXmlDescArgs;
import org.ostler.wire.protocol.DomainLookupByNameArgs;
import org.ostler.wire.protocol.Nothing;
import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireDomain;
import org.ostler.wire.protocol.XdrStruct;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;

/// The cheap calls over a [WireLink], their arguments encoded once and their answers not decoded.
final class WireCaller implements Caller {
    private record Prepared(Procedure<?, ?> procedure, ByteBuffer args) {
        static Prepared of(Procedure<?, ?> procedure, XdrStruct args) {
            return new Prepared(procedure, WireLink.encoded(args));
        }
    }

    private final WireLink link;
    private final Map<CallKind, Prepared> calls = new EnumMap<>(CallKind.class);

    private WireCaller(WireLink link, WireDomain domain) {
        this.link = link;
        for (CallKind kind : CallKind.values()) {
            calls.put(kind, prepared(kind, domain));
        }
    }

    static WireCaller open(Target target, String domain) throws IOException {
        WireLink link = target.connect();
        return new WireCaller(
                link,
                link.call(
                                RemoteProcedures.DOMAIN_LOOKUP_BY_NAME,
                                new DomainLookupByNameArgs(domain))
                        .dom());
    }

    private static Prepared prepared(CallKind kind, WireDomain domain) {
        return switch (kind) {
            case LIB_VERSION ->
                    Prepared.of(RemoteProcedures.CONNECT_GET_LIB_VERSION, Nothing.NOTHING);
            case LOOKUP ->
                    Prepared.of(
                            RemoteProcedures.DOMAIN_LOOKUP_BY_NAME,
                            new DomainLookupByNameArgs(domain.name()));
            case INFO ->
                    Prepared.of(RemoteProcedures.DOMAIN_GET_INFO, new DomainGetInfoArgs(domain));
            case XML ->
                    Prepared.of(
                            RemoteProcedures.DOMAIN_GET_XML_DESC,
                            new DomainGetXmlDescArgs(domain, 0));
        };
    }

    @Override
    public void call(CallKind kind) throws IOException {
        Prepared call = calls.get(kind);
        if (call == null) {
            throw new IllegalStateException(kind + " was not prepared");
        }
        link.exchange(call.procedure(), call.args());
    }

    @Override
    public void close() {
        link.close();
    }
}
