package org.ostler.driver.xen;

import org.ostler.xlcfg.Json;

import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// libxl's long operations, each on a thread and a context of its own.
///
/// Stateless and thread-safe; every method starts its operation and returns at once.
public final class LibxlOperations {
    /// How long an operation may take that only tells the hypervisor or a device model something.
    public static final Duration QUICK_DEADLINE = Duration.ofSeconds(60);

    /// How long building or removing a domain or a device may take.
    public static final Duration LONG_DEADLINE = Duration.ofMinutes(10);

    /// How long a stream of a domain's memory may take.
    public static final Duration STREAM_DEADLINE = Duration.ofHours(24);

    private static final int SUSPEND_LIVE = 2;

    LibxlOperations() {}

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
                LibxlStreams.restore(configuration, source, parameters),
                STREAM_DEADLINE,
                progress);
    }

    /// Writes a domain's state to a channel and leaves the domain suspended.
    ///
    /// A failure or a cancellation lets the guest go on.
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
                LibxlStreams.suspend(domid, sink, flags),
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
    ///
    /// @throws IllegalArgumentException for the control domain: libxl would not refuse it, and take
    ///   away what the store has of it, without which nothing can be started any more
    public LibxlOperation<Integer> destroy(int domid) {
        if (domid <= 0) {
            throw new IllegalArgumentException("domain " + domid + " cannot be destroyed");
        }
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
        return start(name, subject, task, deadline, LibxlOperations::ignore);
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
