package org.ostler.bench;

import org.ostler.client.Options;
import org.ostler.client.RemoteHypervisor;

import java.nio.file.Path;
import java.time.Duration;

/// Ostler's client: the API for single calls, its level below for many at once ([OstlerPipeline],
/// which is not loaded before).
final class OstlerJavaClient implements JavaClient {
    static final String HYPERVISOR = "qemu:///system";

    private final Path socket;
    private final String domain;
    private final RemoteHypervisor hypervisor;

    OstlerJavaClient(Path socket, String domain) {
        this.socket = socket;
        this.domain = domain;
        hypervisor = RemoteHypervisor.open(socket, HYPERVISOR, Options.DEFAULT);
    }

    @Override
    public void lookup() {
        if (hypervisor.domain(domain).isEmpty()) {
            throw new IllegalStateException(domain + " is gone");
        }
    }

    @Override
    public double pipelined(Duration time) throws Exception {
        return new OstlerPipeline(socket, domain).pipelined(time);
    }

    @Override
    public void close() {
        hypervisor.close();
    }
}
