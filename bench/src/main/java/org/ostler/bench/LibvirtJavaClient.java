package org.ostler.bench;

import org.libvirt.Connect;
import org.libvirt.LibvirtException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// libvirt-java over JNA. It has no calls that do not wait, so several threads share its connection
/// where many are to be under way.
final class LibvirtJavaClient implements JavaClient {
    private static final int THREADS = 16;

    private final Connect connection;
    private final String domain;

    LibvirtJavaClient(String uri, String domain) throws LibvirtException {
        connection = new Connect(uri);
        this.domain = domain;
    }

    @Override
    public void lookup() throws LibvirtException {
        connection.domainLookupByName(domain).free();
    }

    @Override
    public double pipelined(Duration time) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            long begun = System.nanoTime();
            List<Future<Long>> parts = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                parts.add(threads.submit(until(begun + time.toNanos())));
            }
            long made = 0;
            for (Future<Long> part : parts) {
                made += part.get();
            }
            return made / ((System.nanoTime() - begun) / 1e9);
        }
    }

    private Callable<Long> until(long end) {
        return () -> {
            long made = 0;
            while (System.nanoTime() < end) {
                lookup();
                made++;
            }
            return made;
        };
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (LibvirtException e) {
            throw new IllegalStateException("libvirt-java could not close its connection", e);
        }
    }
}
