package org.ostler.driver.xen;

import org.jspecify.annotations.Nullable;
import org.ostler.driver.xen.LibxlOperations.Trigger;
import org.ostler.xlcfg.Json;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/// The host as libxl and xenstored show it.
///
/// Thread-safe. The connection to xenstored is made when it is needed and made anew after it was
/// lost; `connecting` guards nothing but that.
final class LibxlControl implements XenControl {
    /// How long xenstored may take for one answer.
    private static final Duration STORE = Duration.ofSeconds(5);

    private final Path xenstored;
    private final Libxl libxl = new Libxl();
    private final ReentrantLock connecting = new ReentrantLock();
    private @Nullable XenStore store; // guarded by connecting
    private boolean closed; // guarded by connecting

    /// @param xenstored the store's socket
    LibxlControl(Path xenstored) {
        this.xenstored = xenstored;
    }

    @Override
    public List<DomainInfo> domains() {
        return libxl.domains();
    }

    @Override
    public Optional<DomainInfo> domain(int domid, Duration limit) {
        return libxl.domain(domid, limit);
    }

    @Override
    public List<Json.Obj> vcpus(int domid, Duration limit) {
        return libxl.vcpus(domid, limit);
    }

    @Override
    public Optional<String> name(int domid) throws IOException {
        return read("/local/domain/" + domid + "/name");
    }

    @Override
    public Optional<String> read(String path) throws IOException {
        return store().read(path, STORE);
    }

    @Override
    public XenFacts facts() {
        return XenFacts.read(libxl);
    }

    @Override
    public String consoleTty(int domid) {
        return libxl.consoleTty(domid);
    }

    @Override
    public XenCall<Json.Obj> configuration(int domid) {
        return libxl.operations().configuration(domid);
    }

    @Override
    public XenCall<Integer> create(String name, Json.Obj configuration) {
        return libxl.operations().create(name, configuration);
    }

    @Override
    public XenCall<Integer> pause(int domid) {
        return libxl.operations().pause(domid);
    }

    @Override
    public XenCall<Integer> unpause(int domid) {
        return libxl.operations().unpause(domid);
    }

    @Override
    public XenCall<Integer> shutdown(int domid) {
        return libxl.operations().shutdown(domid);
    }

    @Override
    public XenCall<Integer> reboot(int domid) {
        return libxl.operations().reboot(domid);
    }

    @Override
    public XenCall<Integer> trigger(int domid, Trigger trigger) {
        return libxl.operations().trigger(domid, trigger);
    }

    @Override
    public XenCall<Integer> coreDump(int domid, String path) {
        return libxl.operations().coreDump(domid, path);
    }

    @Override
    public XenCall<Integer> destroy(int domid) {
        return libxl.operations().destroy(domid);
    }

    @Override
    public CompletableFuture<IOException> watch(Runnable changed) throws IOException {
        XenStore current = store();
        current.watch("@introduceDomain", STORE, path -> changed.run());
        current.watch("@releaseDomain", STORE, path -> changed.run());
        return current.ended();
    }

    @Override
    public void close() {
        connecting.lock();
        try {
            closed = true;
            if (store != null) {
                store.close();
            }
        } finally {
            connecting.unlock();
        }
        libxl.close();
    }

    private XenStore store() throws IOException {
        connecting.lock();
        try {
            XenStore current = store;
            if (closed) {
                throw new IOException("The connection to Xen is closed.");
            }
            if (current == null || current.ended().isDone()) {
                current = XenStore.connect(xenstored);
                store = current;
            }
            return current;
        } finally {
            connecting.unlock();
        }
    }
}
