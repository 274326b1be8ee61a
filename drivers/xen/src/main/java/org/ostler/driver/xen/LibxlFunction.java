package org.ostler.driver.xen;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// One function of libxl on a domain or on the host. All are thread-safe; every call may block for
/// as long as libxl likes.
///
/// Prototypes: `libxl.h` and `libxl_utils.h`, unchanged from Xen 4.13 on for all of these. "How"
/// stands for `libxl_asyncop_how *`: null makes the call synchronous.
///
/// @param name the C name
/// @param handle the bound function
record LibxlFunction(String name, MethodHandle handle) {
    // (ctx, domid, how)
    static final LibxlFunction PAUSE = onDomain("libxl_domain_pause", ADDRESS);
    static final LibxlFunction UNPAUSE = onDomain("libxl_domain_unpause", ADDRESS);
    static final LibxlFunction SHUTDOWN = onDomain("libxl_domain_shutdown", ADDRESS);
    static final LibxlFunction REBOOT = onDomain("libxl_domain_reboot", ADDRESS);
    static final LibxlFunction DESTROY = onDomain("libxl_domain_destroy", ADDRESS);

    // (ctx, domid, out)
    static final LibxlFunction PRIMARY_CONSOLE_TTY =
            onDomain("libxl_primary_console_get_tty", ADDRESS);
    static final LibxlFunction GET_MEMORY_TARGET = onDomain("libxl_get_memory_target", ADDRESS);
    static final LibxlFunction GET_SCHED_PARAMS =
            onDomain("libxl_domain_sched_params_get", ADDRESS);
    static final LibxlFunction SET_SCHED_PARAMS =
            onDomain("libxl_domain_sched_params_set", ADDRESS);

    // (ctx, domid, struct or string, how)
    static final LibxlFunction RETRIEVE_CONFIGURATION =
            onDomain("libxl_retrieve_domain_configuration", ADDRESS, ADDRESS);
    static final LibxlFunction CORE_DUMP = onDomain("libxl_domain_core_dump", ADDRESS, ADDRESS);
    static final LibxlFunction SET_VCPU_ONLINE = onDomain("libxl_set_vcpuonline", ADDRESS, ADDRESS);
    static final LibxlFunction RENAME = onDomain("libxl_domain_rename", ADDRESS, ADDRESS);
    static final LibxlFunction DISK_ADD = onDomain("libxl_device_disk_add", ADDRESS, ADDRESS);
    static final LibxlFunction DISK_REMOVE = onDomain("libxl_device_disk_remove", ADDRESS, ADDRESS);
    static final LibxlFunction NIC_ADD = onDomain("libxl_device_nic_add", ADDRESS, ADDRESS);
    static final LibxlFunction NIC_REMOVE = onDomain("libxl_device_nic_remove", ADDRESS, ADDRESS);
    static final LibxlFunction CDROM_INSERT = onDomain("libxl_cdrom_insert", ADDRESS, ADDRESS);

    // (ctx, domid, fd, flags, how), (ctx, domid, trigger, vcpu, how)
    static final LibxlFunction SUSPEND =
            onDomain("libxl_domain_suspend", JAVA_INT, JAVA_INT, ADDRESS);
    static final LibxlFunction SEND_TRIGGER =
            onDomain("libxl_send_trigger", JAVA_INT, JAVA_INT, ADDRESS);

    // (ctx, domid, co-operative, how)
    static final LibxlFunction RESUME = onDomain("libxl_domain_resume", JAVA_INT, ADDRESS);

    // (ctx, domid, KiB, relative, enforce), (ctx, domid, KiB)
    static final LibxlFunction SET_MEMORY_TARGET =
            onDomain("libxl_set_memory_target", JAVA_LONG, JAVA_INT, JAVA_INT);
    static final LibxlFunction SET_MAX_MEMORY = onDomain("libxl_domain_setmaxmem", JAVA_LONG);

    // (ctx, domid, vcpu, hard, soft)
    static final LibxlFunction SET_AFFINITY =
            onDomain("libxl_set_vcpuaffinity", JAVA_INT, ADDRESS, ADDRESS);

    // (ctx, info, domid)
    static final LibxlFunction DOMAIN_INFO =
            bind("libxl_domain_info", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));

    // (ctx, config, domid out, how, console how)
    static final LibxlFunction CREATE_NEW =
            bind(
                    "libxl_domain_create_new",
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));

    // (ctx, config, domid out, restore fd, send-back fd, params, how, console how)
    static final LibxlFunction CREATE_RESTORE =
            bind(
                    "libxl_domain_create_restore",
                    FunctionDescriptor.of(
                            JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS,
                            ADDRESS, ADDRESS));

    // host: (ctx, out)
    static final LibxlFunction GET_PHYSINFO = bind("libxl_get_physinfo", LibxlNative.INT_PTR_PTR);
    static final LibxlFunction GET_FREE_MEMORY =
            bind("libxl_get_free_memory", LibxlNative.INT_PTR_PTR);

    // bitmaps: (ctx, bitmap, max cpus)
    static final LibxlFunction CPU_BITMAP_ALLOC =
            bind(
                    "libxl_cpu_bitmap_alloc",
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));

    int call(MemorySegment ctx, MemorySegment a) {
        try {
            return (int) handle.invokeExact(ctx, a);
        } catch (Throwable t) {
            throw Native.rethrow(name, t);
        }
    }

    int call(MemorySegment ctx, MemorySegment a, int b) {
        try {
            return (int) handle.invokeExact(ctx, a, b);
        } catch (Throwable t) {
            throw Native.rethrow(name, t);
        }
    }

    int call(MemorySegment ctx, int domid, MemorySegment a) {
        try {
            return (int) handle.invokeExact(ctx, domid, a);
        } catch (Throwable t) {
            throw Native.rethrow(name, t);
        }
    }

    int call(MemorySegment ctx, int domid, MemorySegment a, MemorySegment b) {
        try {
            return (int) handle.invokeExact(ctx, domid, a, b);
        } catch (Throwable t) {
            throw Native.rethrow(name, t);
        }
    }

    int call(MemorySegment ctx, int domid, int a, MemorySegment b) {
        try {
            return (int) handle.invokeExact(ctx, domid, a, b);
        } catch (Throwable t) {
            throw Native.rethrow(name, t);
        }
    }

    int call(MemorySegment ctx, int domid, int a, int b, MemorySegment c) {
        try {
            return (int) handle.invokeExact(ctx, domid, a, b, c);
        } catch (Throwable t) {
            throw Native.rethrow(name, t);
        }
    }

    int call(MemorySegment ctx, int domid, int a, MemorySegment b, MemorySegment c) {
        try {
            return (int) handle.invokeExact(ctx, domid, a, b, c);
        } catch (Throwable t) {
            throw Native.rethrow(name, t);
        }
    }

    int call(MemorySegment ctx, int domid, long a) {
        try {
            return (int) handle.invokeExact(ctx, domid, a);
        } catch (Throwable t) {
            throw Native.rethrow(name, t);
        }
    }

    int call(MemorySegment ctx, int domid, long a, int b, int c) {
        try {
            return (int) handle.invokeExact(ctx, domid, a, b, c);
        } catch (Throwable t) {
            throw Native.rethrow(name, t);
        }
    }

    int call(
            MemorySegment ctx, MemorySegment a, MemorySegment b, MemorySegment c, MemorySegment d) {
        try {
            return (int) handle.invokeExact(ctx, a, b, c, d);
        } catch (Throwable t) {
            throw Native.rethrow(name, t);
        }
    }

    int call(
            MemorySegment ctx,
            MemorySegment a,
            MemorySegment b,
            int c,
            int d,
            MemorySegment e,
            MemorySegment f,
            MemorySegment g) {
        try {
            return (int) handle.invokeExact(ctx, a, b, c, d, e, f, g);
        } catch (Throwable t) {
            throw Native.rethrow(name, t);
        }
    }

    /// Links these functions and those of the types now and by the calling thread, instead of by
    /// whoever calls the first of them: that costs seconds on a slow processor.
    static void link() {
        LibxlType.DOMAIN_INFO.typeName();
    }

    private static LibxlFunction onDomain(String name, MemoryLayout... rest) {
        return bind(
                name,
                FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT).appendArgumentLayouts(rest));
    }

    private static LibxlFunction bind(String name, FunctionDescriptor descriptor) {
        return new LibxlFunction(name, Native.bind(LibxlNative.LIBXL, name, descriptor));
    }
}
