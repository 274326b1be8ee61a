package org.ostler.driver.xen;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// libxl for Java: documents in, documents and records out.
///
/// Reads and other short calls run on one worker with a deadline of [#CALL_DEADLINE]; long
/// operations each get a thread and a context of their own and come back as [LibxlOperation].
/// Thread-safe. Make one only where [XenHost#probe] says that Xen is present.
public final class Libxl implements AutoCloseable {
    /// How long a short call may take.
    public static final Duration CALL_DEADLINE = Duration.ofSeconds(10);

    /// How long an operation may take that only tells the hypervisor or a device model something.
    public static final Duration QUICK_DEADLINE = Duration.ofSeconds(60);

    /// How long building or removing a domain or a device may take.
    public static final Duration LONG_DEADLINE = Duration.ofMinutes(10);

    /// How long a stream of a domain's memory may take.
    public static final Duration STREAM_DEADLINE = Duration.ofHours(24);

    private static final int SUSPEND_LIVE = 2;

    private final LibxlWorker worker = new LibxlWorker("calls");

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
        String subject = "domain " + domid;
        return worker.call(
                "reading",
                subject,
                CALL_DEADLINE,
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
        return worker.call(
                "reading CPUs of",
                "domain " + domid,
                CALL_DEADLINE,
                ctx -> LibxlList.vcpus(ctx, domid));
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
                        MemorySegment out = arena.allocate(ADDRESS);
                        int code =
                                LibxlFunction.PRIMARY_CONSOLE_TTY.call(ctx.pointer(), domid, out);
                        ctx.check("finding the console of", subject, code);
                        return Native.takeString(out.get(ADDRESS, 0));
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
                        MemorySegment out = arena.allocate(JAVA_LONG);
                        int code = LibxlFunction.GET_FREE_MEMORY.call(ctx.pointer(), out);
                        ctx.check("reading", "the free memory", code);
                        return out.get(JAVA_LONG, 0);
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
                                arena.allocateFrom(oldName),
                                arena.allocateFrom(newName));
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
                                hard.isPresent() ? hardMap.pointer() : MemorySegment.NULL,
                                soft.isPresent() ? softMap.pointer() : MemorySegment.NULL);
                    }
                });
    }

    /// What a domain was made from, as a `libxl_domain_config` document brought up to date by
    /// libxl. Fails for Domain-0.
    public LibxlOperation<Json.Obj> configuration(int domid) {
        return operation(
                "reading the configuration of",
                "domain " + domid,
                LibxlTasks.configuration(domid),
                QUICK_DEADLINE);
    }

    /// Builds a domain and leaves it paused; the result is its number. A failure or a cancellation
    /// leaves no domain behind.
    ///
    /// @param name the domain's name, for messages
    /// @param configuration a `libxl_domain_config` document; must not hold what this release does
    ///   not know
    public LibxlOperation<Integer> create(String name, Json.Obj configuration) {
        return operation(
                "creating", "domain " + name, LibxlTasks.create(configuration), LONG_DEADLINE);
    }

    /// Builds a domain from a stream and leaves it paused; the result is its number. A failure or a
    /// cancellation leaves no domain behind.
    ///
    /// @param source blocking; read until libxl has enough, and up to a MiB further. Close it when
    ///   the operation is over
    /// @param progress told on the operation's thread
    public LibxlOperation<Integer> restore(
            String name,
            Json.Obj configuration,
            ReadableByteChannel source,
            Consumer<LibxlProgress> progress) {
        Json.Obj parameters = Json.object().put("stream_version", 2).build();
        return start(
                "restoring",
                "domain " + name,
                LibxlTasks.restore(configuration, source, parameters),
                STREAM_DEADLINE,
                progress);
    }

    /// Writes a domain's state to a channel and leaves the domain suspended.
    ///
    /// @param sink blocking; stays the caller's to close, but a cancellation closes it while it
    ///   blocks, if it is interruptible
    /// @param live copy while the domain runs, suspend only for the last part; see
    ///   [XenFacts.Features#obstacleToLiveMigration]
    /// @param progress told on the operation's thread
    public LibxlOperation<Integer> suspend(
            int domid, WritableByteChannel sink, boolean live, Consumer<LibxlProgress> progress) {
        int flags = live ? SUSPEND_LIVE : 0;
        return start(
                "saving",
                "domain " + domid,
                LibxlTasks.suspend(domid, sink, flags),
                STREAM_DEADLINE,
                progress);
    }

    /// Lets a suspended domain go on.
    public LibxlOperation<Integer> resume(int domid) {
        return operation(
                "resuming",
                "domain " + domid,
                LibxlTasks.onDomain(
                        domid,
                        (ctx, how) -> LibxlFunction.RESUME.call(ctx.pointer(), domid, 1, how)),
                QUICK_DEADLINE);
    }

    /// Stops a domain's virtual CPUs.
    public LibxlOperation<Integer> pause(int domid) {
        return simple("pausing", domid, LibxlFunction.PAUSE, QUICK_DEADLINE);
    }

    /// Lets a paused domain run.
    public LibxlOperation<Integer> unpause(int domid) {
        return simple("unpausing", domid, LibxlFunction.UNPAUSE, QUICK_DEADLINE);
    }

    /// Asks a domain to power off. Fails with [LibxlError#NOPARAVIRT] when it has no paravirtual
    /// drivers; then [#trigger] is what is left.
    public LibxlOperation<Integer> shutdown(int domid) {
        return simple("shutting down", domid, LibxlFunction.SHUTDOWN, QUICK_DEADLINE);
    }

    /// Asks a domain to reboot; as [#shutdown].
    public LibxlOperation<Integer> reboot(int domid) {
        return simple("rebooting", domid, LibxlFunction.REBOOT, QUICK_DEADLINE);
    }

    /// Removes a domain with all its devices.
    public LibxlOperation<Integer> destroy(int domid) {
        return simple("destroying", domid, LibxlFunction.DESTROY, LONG_DEADLINE);
    }

    /// Presses a button of an HVM domain.
    public LibxlOperation<Integer> trigger(int domid, Trigger trigger) {
        return operation(
                "sending " + trigger + " to",
                "domain " + domid,
                LibxlTasks.onDomain(
                        domid,
                        (ctx, how) ->
                                LibxlFunction.SEND_TRIGGER.call(
                                        ctx.pointer(), domid, trigger.number, 0, how)),
                QUICK_DEADLINE);
    }

    /// Writes a domain's memory to a file of the host.
    public LibxlOperation<Integer> coreDump(int domid, String path) {
        return operation(
                "dumping",
                "domain " + domid,
                LibxlTasks.withString(LibxlFunction.CORE_DUMP, domid, path),
                STREAM_DEADLINE);
    }

    /// Takes exactly these virtual CPUs online.
    public LibxlOperation<Integer> setVcpusOnline(int domid, List<Integer> vcpus) {
        return operation(
                "setting the CPUs of",
                "domain " + domid,
                LibxlTasks.withBitmap(domid, vcpus),
                QUICK_DEADLINE);
    }

    /// Plugs a device in.
    public LibxlOperation<Integer> attach(int domid, Device kind, Json.Obj device) {
        return operation(
                "attaching a " + kind + " to",
                "domain " + domid,
                kind.attach(domid, device),
                LONG_DEADLINE);
    }

    /// Unplugs a device that the document identifies (`vdev` of a disk; `devid` or `mac` of a
    /// network card).
    public LibxlOperation<Integer> detach(int domid, Device kind, Json.Obj device) {
        return operation(
                "detaching a " + kind + " from",
                "domain " + domid,
                kind.detach(domid, device),
                LONG_DEADLINE);
    }

    /// Puts a medium into a CD drive of an HVM domain, or takes it out.
    public LibxlOperation<Integer> changeMedium(int domid, Json.Obj disk) {
        return operation(
                "changing the medium of",
                "domain " + domid,
                LibxlTasks.withDevice(LibxlFunction.CDROM_INSERT, domid, LibxlType.DISK, disk),
                LONG_DEADLINE);
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

    /// Buttons and lines of a virtual machine (`libxl_trigger`).
    public enum Trigger {
        POWER(1),
        SLEEP(2),
        NMI(3),
        INIT(4),
        RESET(5),
        S3RESUME(6);

        private final int number;

        Trigger(int number) {
            this.number = number;
        }
    }

    /// Devices that can be plugged while a domain runs.
    public enum Device {
        /// A block device, described by a `libxl_device_disk` document.
        DISK,
        /// A network card, described by a `libxl_device_nic` document.
        NIC;

        private LibxlTask<Integer> attach(int domid, Json.Obj device) {
            return switch (this) {
                case DISK ->
                        LibxlTasks.withDevice(
                                LibxlFunction.DISK_ADD, domid, LibxlType.DISK, device);
                case NIC ->
                        LibxlTasks.withDevice(LibxlFunction.NIC_ADD, domid, LibxlType.NIC, device);
            };
        }

        private LibxlTask<Integer> detach(int domid, Json.Obj device) {
            return switch (this) {
                case DISK ->
                        LibxlTasks.withDevice(
                                LibxlFunction.DISK_REMOVE, domid, LibxlType.DISK, device);
                case NIC ->
                        LibxlTasks.withDevice(
                                LibxlFunction.NIC_REMOVE, domid, LibxlType.NIC, device);
            };
        }
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

    private static LibxlOperation<Integer> simple(
            String name, int domid, LibxlFunction function, Duration deadline) {
        return operation(
                name,
                "domain " + domid,
                LibxlTasks.onDomain(domid, (ctx, how) -> function.call(ctx.pointer(), domid, how)),
                deadline);
    }

    private static <T> LibxlOperation<T> operation(
            String name, String subject, LibxlTask<T> task, Duration deadline) {
        return start(name, subject, task, deadline, Libxl::ignore);
    }

    private static void ignore(LibxlProgress step) {}

    private static <T> LibxlOperation<T> start(
            String name,
            String subject,
            LibxlTask<T> task,
            Duration deadline,
            Consumer<LibxlProgress> progress) {
        return new LibxlOperation<>(name, subject, task, deadline, LogLine.Level.DETAIL, progress)
                .start();
    }
}
