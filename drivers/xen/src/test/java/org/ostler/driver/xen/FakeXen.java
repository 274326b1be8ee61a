package org.ostler.driver.xen;

import org.jspecify.annotations.Nullable;
import org.ostler.driver.xen.LibxlOperations.Trigger;
import org.ostler.xlcfg.Json;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// A Xen host without Xen: domains that do nothing, for what no real host does on demand. It keeps
/// its domains when the driver over it goes, as the hypervisor does.
final class FakeXen {
    private static final UUID NOBODY = new UUID(0, 0);

    private final Map<Integer, Domain> domains = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

    /// What happened, in order: `create g1`, `destroy 3` …
    final List<String> calls = new CopyOnWriteArrayList<>();

    /// What libxl says to the next creation; empty lets it succeed.
    volatile Optional<LibxlException> refuseCreation = Optional.empty();

    /// What libxl says to the next unpause; empty lets it succeed.
    volatile Optional<LibxlException> refuseUnpause = Optional.empty();

    /// What a creation waits for after the domain is there.
    volatile CompletableFuture<Void> creation = CompletableFuture.completedFuture(null);

    /// Whether creations go on although they were asked to end, as if the daemon had been killed.
    volatile boolean deaf;

    /// Whether guests leave requests to shut down unanswered for ever.
    volatile boolean silent;

    FakeXen() {
        domains.put(
                0, new Domain(0, "Domain-0", NOBODY, Json.EMPTY, DomainInfo.State.RUNNING, null));
    }

    private record Domain(
            int domid,
            String name,
            UUID uuid,
            Json.Obj configuration,
            DomainInfo.State state,
            @Nullable ShutdownReason reason) {
        Domain with(DomainInfo.State now, @Nullable ShutdownReason why) {
            return new Domain(domid, name, uuid, configuration, now, why);
        }

        DomainInfo info() {
            return new DomainInfo(
                    domid,
                    uuid,
                    state,
                    Optional.ofNullable(reason),
                    65_536,
                    65_536,
                    0,
                    0,
                    1_000,
                    1,
                    0,
                    0,
                    "hvm");
        }
    }

    /// A driver's access to this host; closing it leaves the host as it is.
    XenControl control() {
        return new Control();
    }

    /// A guest ends by itself.
    void end(int domid, ShutdownReason reason) {
        domains.computeIfPresent(
                domid, (id, domain) -> domain.with(DomainInfo.State.SHUTDOWN, reason));
        tell();
    }

    /// Another tool pauses a domain, or lets it run; nobody is told.
    void pause(int domid, boolean on) {
        domains.computeIfPresent(
                domid,
                (id, domain) ->
                        domain.with(on ? DomainInfo.State.PAUSED : DomainInfo.State.BLOCKED, null));
    }

    /// Another tool takes a domain away.
    void remove(int domid) {
        domains.remove(domid);
        tell();
    }

    /// Another tool makes a domain.
    int make(String name, UUID uuid) {
        int domid = add(LabGuest.pvh(name, 65_536), name, uuid, DomainInfo.State.BLOCKED);
        tell();
        return domid;
    }

    /// The domains but for Domain-0.
    List<Integer> guests() {
        return domains.keySet().stream().filter(domid -> domid != 0).sorted().toList();
    }

    static LibxlException failure(LibxlError error, String... words) {
        List<LogLine> lines = new ArrayList<>();
        for (String line : words) {
            lines.add(new LogLine(LogLine.Level.ERROR, "libxl", "", OptionalInt.empty(), line));
        }
        return new LibxlException(
                "creating", "domain", error.code(), "ERROR_" + error.name(), lines);
    }

    private int add(Json.Obj configuration, String name, UUID uuid, DomainInfo.State state) {
        int domid = numbers.incrementAndGet();
        domains.put(domid, new Domain(domid, name, uuid, configuration, state, null));
        return domid;
    }

    private void tell() {
        watchers.forEach(Runnable::run);
    }

    private final class Control implements XenControl {
        private final List<Runnable> own = new ArrayList<>();

        @Override
        public List<DomainInfo> domains() {
            return domains.values().stream().map(Domain::info).toList();
        }

        @Override
        public Optional<DomainInfo> domain(int domid, Duration limit) {
            return Optional.ofNullable(domains.get(domid)).map(Domain::info);
        }

        @Override
        public List<Json.Obj> vcpus(int domid, Duration limit) {
            return domains.containsKey(domid)
                    ? List.of(
                            Json.object()
                                    .put("online", Json.of(true))
                                    .put("running", Json.of(true))
                                    .put("vcpu_time", Json.of(5_000_000))
                                    .put("cpumap", Json.bitmap(List.of(0, 1)))
                                    .build())
                    : List.of();
        }

        @Override
        public Optional<String> name(int domid) {
            return Optional.ofNullable(domains.get(domid)).map(Domain::name);
        }

        @Override
        public Optional<String> read(String path) {
            return Optional.empty();
        }

        @Override
        public XenFacts facts() {
            return new XenFacts(
                    new XenFacts.Version(new XenVersion(4, 17), ".7", List.of(), "", "", 4096),
                    new XenFacts.Processors(2, 1, 2, 1, 2_000_000),
                    new XenFacts.Memory(2_097_152, 1_048_576, 0),
                    new XenFacts.Features(true, true, false, true, false),
                    List.of(new XenFacts.Cpu(0, 0, 0, 0), new XenFacts.Cpu(1, 1, 0, 0)),
                    List.of());
        }

        @Override
        public String consoleTty(int domid) {
            return "/dev/pts/" + domid;
        }

        @Override
        public XenCall<Json.Obj> configuration(int domid) {
            return call(
                    () ->
                            Optional.ofNullable(domains.get(domid))
                                    .map(Domain::configuration)
                                    .orElseThrow(() -> failure(LibxlError.DOMAIN_NOTFOUND)));
        }

        @Override
        public XenCall<Integer> create(String name, Json.Obj configuration) {
            calls.add("create " + name);
            Optional<LibxlException> refusal = refuseCreation;
            if (refusal.isPresent()) {
                return call(
                        () -> {
                            throw refusal.get();
                        });
            }
            UUID uuid =
                    UUID.fromString(configuration.object("c_info").string("uuid").orElseThrow());
            int domid = add(configuration, name, uuid, DomainInfo.State.PAUSED);
            tell();
            CompletableFuture<Integer> made = creation.thenApply(done -> domid);
            return new Call<>(
                    made,
                    () -> {
                        if (deaf) {
                            return;
                        }
                        domains.remove(domid);
                        made.completeExceptionally(failure(LibxlError.ABORTED, "aborted"));
                    });
        }

        @Override
        public XenCall<Integer> pause(int domid) {
            return change("pause", domid, d -> d.with(DomainInfo.State.PAUSED, null));
        }

        @Override
        public XenCall<Integer> unpause(int domid) {
            Optional<LibxlException> refusal = refuseUnpause;
            return refusal.isPresent()
                    ? call(
                            () -> {
                                throw refusal.get();
                            })
                    : change("unpause", domid, d -> d.with(DomainInfo.State.RUNNING, null));
        }

        @Override
        public XenCall<Integer> shutdown(int domid) {
            if (silent) {
                calls.add("shutdown " + domid);
                return new Call<>(new CompletableFuture<>(), () -> {});
            }
            return change(
                    "shutdown",
                    domid,
                    d -> d.with(DomainInfo.State.SHUTDOWN, ShutdownReason.POWEROFF));
        }

        @Override
        public XenCall<Integer> reboot(int domid) {
            return change(
                    "reboot", domid, d -> d.with(DomainInfo.State.SHUTDOWN, ShutdownReason.REBOOT));
        }

        @Override
        public XenCall<Integer> trigger(int domid, Trigger trigger) {
            return change("trigger", domid, d -> d);
        }

        @Override
        public XenCall<Integer> coreDump(int domid, String path) {
            return change("dump", domid, d -> d);
        }

        @Override
        public XenCall<Integer> destroy(int domid) {
            return call(
                    () -> {
                        calls.add("destroy " + domid);
                        if (domains.remove(domid) == null) {
                            throw failure(LibxlError.DOMAIN_NOTFOUND);
                        }
                        tell();
                        return domid;
                    });
        }

        @Override
        public CompletableFuture<IOException> watch(Runnable changed) {
            own.add(changed);
            watchers.add(changed);
            return new CompletableFuture<>();
        }

        @Override
        public void close() {
            watchers.removeAll(own);
        }

        private XenCall<Integer> change(
                String what, int domid, java.util.function.UnaryOperator<Domain> step) {
            return call(
                    () -> {
                        calls.add(what + " " + domid);
                        if (domains.computeIfPresent(domid, (id, d) -> step.apply(d)) == null) {
                            throw failure(LibxlError.DOMAIN_NOTFOUND);
                        }
                        tell();
                        return domid;
                    });
        }
    }

    private static <T> XenCall<T> call(Supplier<T> body) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            result.complete(body.get());
        } catch (LibxlException e) {
            result.completeExceptionally(e);
        }
        return new Call<>(result, () -> {});
    }

    private record Call<T>(CompletableFuture<T> result, Runnable abort) implements XenCall<T> {
        @Override
        public CompletableFuture<Void> ended() {
            return result.handle((value, failure) -> null);
        }

        @Override
        public void cancel() {
            abort.run();
        }
    }
}
