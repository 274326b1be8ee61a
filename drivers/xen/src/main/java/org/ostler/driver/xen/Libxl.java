package org.ostler.driver.xen;

import org.ostler.posix.CString;
import org.ostler.posix.NativeMemory;
import org.ostler.xlcfg.Json;

import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// libxl for Java: documents in, documents and records out.
///
/// Reads and other short calls run on one worker with a deadline of [#CALL_DEADLINE]; long
/// operations are [#operations], each with a thread and a context of its own. Thread-safe. Make one
/// only where [XenHost#probe] says that Xen is present.
public final class Libxl implements AutoCloseable {
    /// How long a short call may take.
    public static final Duration CALL_DEADLINE = Duration.ofSeconds(10);

    private final LibxlWorker worker = new LibxlWorker("calls");
    private final LibxlOperations operations = new LibxlOperations();

    /// Costs nothing yet: the first call opens the hypervisor.
    public Libxl() {}

    /// The release of the libxl in use.
    public static XenVersion version() {
        return LibxlNative.LIBRARY.version();
    }

    /// Every domain, Domain-0 included.
    public List<DomainInfo> domains() {
        return worker.call(
                "listing",
                "domains",
                CALL_DEADLINE,
                ctx -> LibxlList.DOMAINS.read(ctx).stream().map(DomainInfo::of).toList());
    }

    /// One domain, if it exists.
    public Optional<DomainInfo> domain(int domid) {
        return domain(domid, CALL_DEADLINE);
    }

    /// One domain, if it exists.
    ///
    /// @param limit how long to wait for the answer
    public Optional<DomainInfo> domain(int domid, Duration limit) {
        String subject = "domain " + domid;
        return worker.call(
                "reading",
                subject,
                limit,
                ctx -> {
                    try (var info = new LibxlStruct(LibxlType.DOMAIN_INFO)) {
                        int code =
                                LibxlFunction.DOMAIN_INFO.call(
                                        ctx.pointer(), info.pointer(), domid);
                        if (code == LibxlError.DOMAIN_NOTFOUND.code()) {
                            return Optional.empty();
                        }
                        ctx.check("reading", subject, code);
                        return Optional.of(DomainInfo.of(info.write(ctx.pointer())));
                    }
                });
    }

    /// The virtual CPUs of a domain as `libxl_vcpuinfo` documents.
    public List<Json.Obj> vcpus(int domid) {
        return vcpus(domid, CALL_DEADLINE);
    }

    /// The virtual CPUs of a domain as `libxl_vcpuinfo` documents.
    ///
    /// @param limit how long to wait for the answer
    public List<Json.Obj> vcpus(int domid, Duration limit) {
        return worker.call(
                "reading CPUs of",
                "domain " + domid,
                limit,
                ctx -> LibxlList.VCPUS.read(ctx, domid));
    }

    /// The terminal of a domain's primary console, as in `/dev/pts/3`.
    public String consoleTty(int domid) {
        String subject = "domain " + domid;
        return worker.call(
                "finding the console of",
                subject,
                CALL_DEADLINE,
                ctx -> {
                    try (Arena arena = Arena.ofConfined()) {
                        NativeMemory out = NativeMemory.in(arena, Long.BYTES, Long.BYTES);
                        int code =
                                LibxlFunction.PRIMARY_CONSOLE_TTY.call(
                                        ctx.pointer(), domid, out.address());
                        ctx.check("finding the console of", subject, code);
                        return CString.take(out.bytes().getLong(0));
                    }
                });
    }

    /// The host's processors and memory as a `libxl_physinfo` document.
    public Json.Obj physinfo() {
        return worker.call(
                "reading",
                "the host",
                CALL_DEADLINE,
                ctx -> {
                    try (var info = new LibxlStruct(LibxlType.PHYSINFO)) {
                        ctx.check(
                                "reading",
                                "the host",
                                LibxlFunction.GET_PHYSINFO.call(ctx.pointer(), info.pointer()));
                        return info.write(ctx.pointer());
                    }
                });
    }

    /// What the hypervisor says of itself as a `libxl_version_info` document.
    public Json.Obj versionInfo() {
        return worker.call(
                "reading", "the hypervisor's version", CALL_DEADLINE, LibxlVersionInfo::read);
    }

    /// Where each physical CPU sits, as `libxl_cputopology` documents.
    public List<Json.Obj> cpuTopology() {
        return worker.call("reading", "the CPU topology", CALL_DEADLINE, LibxlList.CPUS::read);
    }

    /// Each NUMA node's memory, as `libxl_numainfo` documents.
    public List<Json.Obj> numaNodes() {
        return worker.call("reading", "the NUMA nodes", CALL_DEADLINE, LibxlList.NUMA_NODES::read);
    }

    /// Memory that a new domain could have now, in KiB.
    public long freeMemoryKib() {
        return worker.call(
                "reading",
                "the free memory",
                CALL_DEADLINE,
                ctx -> {
                    try (Arena arena = Arena.ofConfined()) {
                        NativeMemory out = NativeMemory.in(arena, Long.BYTES, Long.BYTES);
                        int code = LibxlFunction.GET_FREE_MEMORY.call(ctx.pointer(), out.address());
                        ctx.check("reading", "the free memory", code);
                        return out.bytes().getLong(0);
                    }
                });
    }

    /// A domain's scheduling parameters as a `libxl_domain_sched_params` document.
    public Json.Obj schedulerParameters(int domid) {
        String subject = "domain " + domid;
        return worker.call(
                "reading the scheduler parameters of",
                subject,
                CALL_DEADLINE,
                ctx -> {
                    try (var params = new LibxlStruct(LibxlType.SCHED_PARAMS)) {
                        int code =
                                LibxlFunction.GET_SCHED_PARAMS.call(
                                        ctx.pointer(), domid, params.pointer());
                        ctx.check("reading the scheduler parameters of", subject, code);
                        return params.write(ctx.pointer());
                    }
                });
    }

    /// Sets scheduling parameters of a domain.
    public void setSchedulerParameters(int domid, Json.Obj document) {
        String operation = "setting the scheduler parameters of";
        change(
                operation,
                domid,
                ctx -> {
                    try (var params = new LibxlStruct(LibxlType.SCHED_PARAMS)) {
                        List<LostKeys.Loss> losses =
                                params.read(ctx.pointer(), ctx.log(), document);
                        if (!losses.isEmpty()) {
                            throw new UnsupportedByLibxlException(
                                    LibxlType.SCHED_PARAMS.typeName(), losses);
                        }
                        return LibxlFunction.SET_SCHED_PARAMS.call(
                                ctx.pointer(), domid, params.pointer());
                    }
                });
    }

    /// Gives a domain another name.
    ///
    /// @param oldName the name that it must have now
    public void rename(int domid, String oldName, String newName) {
        change(
                "renaming",
                domid,
                ctx -> {
                    try (Arena arena = Arena.ofConfined()) {
                        return LibxlFunction.RENAME.call(
                                ctx.pointer(),
                                domid,
                                CString.in(arena, oldName),
                                CString.in(arena, newName));
                    }
                });
    }

    /// Asks a domain's balloon driver for a size, and lets the hypervisor enforce it as the
    /// domain's maximum.
    public void setMemoryTargetKib(int domid, long kib) {
        change(
                "setting the memory of",
                domid,
                ctx -> LibxlFunction.SET_MEMORY_TARGET.call(ctx.pointer(), domid, kib, 0, 1));
    }

    /// Sets how much memory a domain may ever have.
    public void setMaxMemoryKib(int domid, long kib) {
        change(
                "setting the maximum memory of",
                domid,
                ctx -> LibxlFunction.SET_MAX_MEMORY.call(ctx.pointer(), domid, kib));
    }

    /// Binds a virtual CPU to physical CPUs.
    ///
    /// @param hard CPUs that it may run on; none leaves the present ones
    /// @param soft CPUs that it should run on; none leaves the present ones
    public void setAffinity(
            int domid, int vcpu, Optional<List<Integer>> hard, Optional<List<Integer>> soft) {
        change(
                "binding CPU " + vcpu + " of",
                domid,
                ctx -> {
                    try (var hardMap = new LibxlBitmap(ctx, hard.orElse(List.of()));
                            var softMap = new LibxlBitmap(ctx, soft.orElse(List.of()))) {
                        return LibxlFunction.SET_AFFINITY.call(
                                ctx.pointer(),
                                domid,
                                vcpu,
                                hard.isPresent() ? hardMap.pointer() : LibxlNative.NULL,
                                soft.isPresent() ? softMap.pointer() : LibxlNative.NULL);
                    }
                });
    }

    /// Operations that take their time.
    public LibxlOperations operations() {
        return operations;
    }

    /// Listens for the ends of domains.
    ///
    /// @param listener told on the events' own thread; must not block
    public LibxlEvents events(Consumer<DomainEnd> listener) {
        return new LibxlEvents(listener).start();
    }

    /// Ends the worker. Operations under way end by themselves.
    @Override
    public void close() {
        worker.close();
    }

    private void change(
            String operation, int domid, java.util.function.ToIntFunction<LibxlContext> call) {
        String subject = "domain " + domid;
        boolean done =
                worker.call(
                        operation,
                        subject,
                        CALL_DEADLINE,
                        ctx -> {
                            ctx.check(operation, subject, call.applyAsInt(ctx));
                            return true;
                        });
        assert done;
    }
}
