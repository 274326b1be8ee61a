package org.ostler.driver.xen;

import org.ostler.posix.NativeFunction;
import org.ostler.posix.NativeMemory;
import org.ostler.xlcfg.Json;

import java.lang.foreign.Arena;
import java.util.List;

/// The arrays that libxl returns, copied out as JSON and given back to libxl.
@SuppressWarnings("ImmutableEnumChecker") // a NativeFunction never changes
enum LibxlList {
    DOMAINS("libxl_list_domain", "libxl_dominfo_list_free", LibxlType.DOMAIN_INFO),
    CPUS("libxl_get_cpu_topology", "libxl_cputopology_list_free", LibxlType.CPU_TOPOLOGY),
    NUMA_NODES("libxl_get_numainfo", "libxl_numainfo_list_free", LibxlType.NUMA_INFO),
    VCPUS("libxl_list_vcpu", "libxl_vcpuinfo_list_free", LibxlType.VCPU_INFO);

    private final String functionName;
    private final LibxlType type;
    private final NativeFunction get;
    private final NativeFunction free;

    LibxlList(String functionName, String freeName, LibxlType type) {
        this.functionName = functionName;
        this.type = type;
        get = LibxlNative.function(functionName);
        free = LibxlNative.function(freeName);
    }

    /// The items of the host now.
    ///
    /// @throws LibxlException when libxl returns nothing
    List<Json.Obj> read(LibxlContext ctx) {
        try (Arena arena = Arena.ofConfined()) {
            NativeMemory count = NativeMemory.in(arena, Integer.BYTES, Integer.BYTES);
            long array = get.call(ctx.pointer(), count.address());
            return copy(ctx, array, count.bytes().getInt(0));
        }
    }

    /// The items of a domain now.
    ///
    /// @throws LibxlException when libxl returns nothing, as it does when the domain is gone
    List<Json.Obj> read(LibxlContext ctx, int domid) {
        try (Arena arena = Arena.ofConfined()) {
            NativeMemory counts = NativeMemory.in(arena, 2 * Integer.BYTES, Integer.BYTES);
            long hostCpus = counts.address() + Integer.BYTES;
            long array = get.call(ctx.pointer(), domid, counts.address(), hostCpus);
            return copy(ctx, array, counts.bytes().getInt(0));
        }
    }

    private List<Json.Obj> copy(LibxlContext ctx, long array, int count) {
        if (array == LibxlNative.NULL) {
            throw ctx.failure(functionName, "", LibxlError.FAIL.code());
        }
        try {
            return type.arrayToJson(ctx.pointer(), array, count);
        } finally {
            free.call(array, count);
        }
    }
}
