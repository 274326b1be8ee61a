package org.ostler.driver.xen;

import org.ostler.posix.NativeFunction;

/// One function of libxl on a domain or on the host, which returns a code. All are thread-safe;
/// every call may block for as long as libxl likes.
///
/// Prototypes: `libxl.h` and `libxl_utils.h`, unchanged from Xen 4.13 on for all of these; every
/// argument is an integer or a pointer. "How" stands for `libxl_asyncop_how *`: null makes the call
/// synchronous.
///
/// @param function the bound function
record LibxlFunction(NativeFunction function) {
    // (ctx, domid, how)
    static final LibxlFunction PAUSE = bind("libxl_domain_pause");
    static final LibxlFunction UNPAUSE = bind("libxl_domain_unpause");
    static final LibxlFunction SHUTDOWN = bind("libxl_domain_shutdown");
    static final LibxlFunction REBOOT = bind("libxl_domain_reboot");
    static final LibxlFunction DESTROY = bind("libxl_domain_destroy");

    // (ctx, domid, out)
    static final LibxlFunction PRIMARY_CONSOLE_TTY = bind("libxl_primary_console_get_tty");
    static final LibxlFunction GET_SCHED_PARAMS = bind("libxl_domain_sched_params_get");
    static final LibxlFunction SET_SCHED_PARAMS = bind("libxl_domain_sched_params_set");

    // (ctx, domid, struct or string, how)
    static final LibxlFunction RETRIEVE_CONFIGURATION = bind("libxl_retrieve_domain_configuration");
    static final LibxlFunction CORE_DUMP = bind("libxl_domain_core_dump");
    static final LibxlFunction SET_VCPU_ONLINE = bind("libxl_set_vcpuonline");
    static final LibxlFunction RENAME = bind("libxl_domain_rename");
    static final LibxlFunction DISK_ADD = bind("libxl_device_disk_add");
    static final LibxlFunction DISK_REMOVE = bind("libxl_device_disk_remove");
    static final LibxlFunction NIC_ADD = bind("libxl_device_nic_add");
    static final LibxlFunction NIC_REMOVE = bind("libxl_device_nic_remove");
    static final LibxlFunction CDROM_INSERT = bind("libxl_cdrom_insert");

    // (ctx, domid, fd, flags, how), (ctx, domid, trigger, vcpu, how)
    static final LibxlFunction SUSPEND = bind("libxl_domain_suspend");
    static final LibxlFunction SEND_TRIGGER = bind("libxl_send_trigger");

    // (ctx, domid, co-operative, how)
    static final LibxlFunction RESUME = bind("libxl_domain_resume");

    // (ctx, domid, KiB, relative, enforce), (ctx, domid, KiB)
    static final LibxlFunction SET_MEMORY_TARGET = bind("libxl_set_memory_target");
    static final LibxlFunction SET_MAX_MEMORY = bind("libxl_domain_setmaxmem");

    // (ctx, domid, vcpu, hard, soft)
    static final LibxlFunction SET_AFFINITY = bind("libxl_set_vcpuaffinity");

    // (ctx, info, domid)
    static final LibxlFunction DOMAIN_INFO = bind("libxl_domain_info");

    // (ctx, config, domid out, how, console how)
    static final LibxlFunction CREATE_NEW = bind("libxl_domain_create_new");

    // (ctx, config, domid out, restore fd, send-back fd, params, how, console how)
    static final LibxlFunction CREATE_RESTORE = bind("libxl_domain_create_restore");

    // host: (ctx, out)
    static final LibxlFunction GET_PHYSINFO = bind("libxl_get_physinfo");
    static final LibxlFunction GET_FREE_MEMORY = bind("libxl_get_free_memory");

    // bitmaps: (ctx, bitmap, max cpus)
    static final LibxlFunction CPU_BITMAP_ALLOC = bind("libxl_cpu_bitmap_alloc");

    int call(long ctx, long a) {
        return (int) function.call(ctx, a);
    }

    int call(long ctx, long a, long b) {
        return (int) function.call(ctx, a, b);
    }

    int call(long ctx, long a, long b, long c) {
        return (int) function.call(ctx, a, b, c);
    }

    int call(long ctx, long a, long b, long c, long d) {
        return (int) function.call(ctx, a, b, c, d);
    }

    int call(long ctx, long a, long b, long c, long d, long e, long f, long g) {
        return (int) function.call(ctx, a, b, c, d, e, f, g);
    }

    /// Looks these functions and those of the types up now and by the calling thread, instead of by
    /// whoever calls the first of them.
    static void link() {
        LibxlType.DOMAIN_INFO.typeName();
    }

    private static LibxlFunction bind(String name) {
        return new LibxlFunction(LibxlNative.function(name));
    }
}
