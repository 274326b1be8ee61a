package org.ostler.client.examples;

import org.ostler.client.Options;
import org.ostler.client.RawConnection;
import org.ostler.wire.protocol.ConnectListDomainsArgs;
import org.ostler.wire.protocol.DomainGetInfoArgs;
import org.ostler.wire.protocol.DomainGetInfoRet;
import org.ostler.wire.protocol.DomainLookupByIdArgs;
import org.ostler.wire.protocol.RemoteProcedures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Asks for all running guests at once, by the procedures of the wire.
public final class ManyCalls {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private ManyCalls() {}

    public static void main(String[] arguments) {
        try (RawConnection raw = RawConnection.open(arguments[0], Options.DEFAULT)) {
            List<Integer> ids =
                    raw.call(
                                    RemoteProcedures.CONNECT_LIST_DOMAINS,
                                    new ConnectListDomainsArgs(1000),
                                    DEADLINE)
                            .ids();
            List<CompletableFuture<Long>> times = new ArrayList<>();
            for (int id : ids) {
                times.add(processorTime(raw, id));
            }
            for (CompletableFuture<Long> time : times) {
                System.out.println(time.join() + " ns");
            }
        }
    }

    /// Nobody waits: the second call is made by whoever brings the answer to the first.
    private static CompletableFuture<Long> processorTime(RawConnection raw, int id) {
        return raw.submit(
                        RemoteProcedures.DOMAIN_LOOKUP_BY_ID,
                        new DomainLookupByIdArgs(id),
                        DEADLINE)
                .thenCompose(
                        found ->
                                raw.submit(
                                        RemoteProcedures.DOMAIN_GET_INFO,
                                        new DomainGetInfoArgs(found.dom()),
                                        DEADLINE))
                .thenApply(DomainGetInfoRet::cpuTime);
    }
}
