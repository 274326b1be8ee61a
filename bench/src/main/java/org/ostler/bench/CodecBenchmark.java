package org.ostler.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.ostler.wire.protocol.ConnectListAllDomainsRet;
import org.ostler.wire.protocol.DomainGetInfoRet;
import org.ostler.wire.protocol.DomainLookupByNameArgs;
import org.ostler.wire.protocol.WireDomain;
import org.ostler.wire.protocol.XdrReader;
import org.ostler.wire.protocol.XdrStruct;
import org.ostler.wire.protocol.XdrWriter;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// What it takes to encode and decode payloads that are on the wire all the time, and a long one.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {
    private static final int DOMAINS = 1000;

    private final XdrWriter writer = new XdrWriter(1 << 17, 1 << 20);
    private final DomainLookupByNameArgs lookup = new DomainLookupByNameArgs("web-frontend-17");
    private final DomainGetInfoRet info = new DomainGetInfoRet(1, 4194304, 4194304, 4, 123456789L);
    private final ConnectListAllDomainsRet list = new ConnectListAllDomainsRet(domains(), DOMAINS);
    private final byte[] lookupBytes = bytes(lookup);
    private final byte[] infoBytes = bytes(info);
    private final byte[] listBytes = bytes(list);

    private static List<WireDomain> domains() {
        List<WireDomain> domains = new ArrayList<>();
        for (int i = 0; i < DOMAINS; i++) {
            domains.add(new WireDomain("web-frontend-" + i, new UUID(42, i), i));
        }
        return domains;
    }

    private static byte[] bytes(XdrStruct value) {
        XdrWriter xdr = new XdrWriter();
        value.encode(xdr);
        return xdr.toByteArray();
    }

    private int encode(XdrStruct value) {
        writer.clear();
        value.encode(writer);
        return writer.size();
    }

    @Benchmark
    public int encodeLookupArgs() {
        return encode(lookup);
    }

    @Benchmark
    public DomainLookupByNameArgs decodeLookupArgs() {
        return DomainLookupByNameArgs.decode(new XdrReader(lookupBytes));
    }

    @Benchmark
    public int encodeInfo() {
        return encode(info);
    }

    @Benchmark
    public DomainGetInfoRet decodeInfo() {
        return DomainGetInfoRet.decode(new XdrReader(infoBytes));
    }

    @Benchmark
    public int encodeThousandDomains() {
        return encode(list);
    }

    @Benchmark
    public ConnectListAllDomainsRet decodeThousandDomains() {
        return ConnectListAllDomainsRet.decode(new XdrReader(listBytes));
    }
}
