package org.ostler.driver.xen;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;

/// The arrays that libxl returns, copied out as JSON and given back to libxl.
enum LibxlList {
    DOMAINS("libxl_list_domain", "libxl_dominfo_list_free", LibxlType.DOMAIN_INFO),
    CPUS("libxl_get_cpu_topology", "libxl_cputopology_list_free", LibxlType.CPU_TOPOLOGY),
    NUMA_NODES("libxl_get_numainfo", "libxl_numainfo_list_free", LibxlType.NUMA_INFO);

    private static final MethodHandle LIST_VCPU =
            Native.bind(
                    LibxlNative.LIBXL,
                    "libxl_list_vcpu",
                    FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle FREE_VCPU =
            Native.bind(LibxlNative.LIBXL, "libxl_vcpuinfo_list_free", LibxlNative.VOID_PTR_INT);

    private final String functionName;
    private final LibxlType type;
    private final MethodHandle get;
    private final MethodHandle free;

    LibxlList(String functionName, String freeName, LibxlType type) {
        this.functionName = functionName;
        this.type = type;
        get = Native.bind(LibxlNative.LIBXL, functionName, LibxlNative.PTR_PTR_PTR);
        free = Native.bind(LibxlNative.LIBXL, freeName, LibxlNative.VOID_PTR_INT);
    }

    /// The items now.
    ///
    /// @throws LibxlException when libxl returns nothing
    List<Json.Obj> read(LibxlContext ctx) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(JAVA_INT);
            var array = (MemorySegment) get.invokeExact(ctx.pointer(), count);
            return copy(ctx, array, count.get(JAVA_INT, 0), type, free, functionName);
        } catch (Throwable t) {
            throw Native.rethrow(functionName, t);
        }
    }

    /// The virtual CPUs of a domain.
    ///
    /// @throws LibxlException when libxl returns nothing, as it does when the domain is gone
    static List<Json.Obj> vcpus(LibxlContext ctx, int domid) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(JAVA_INT);
            var array =
                    (MemorySegment)
                            LIST_VCPU.invokeExact(
                                    ctx.pointer(), domid, count, arena.allocate(JAVA_INT));
            return copy(
                    ctx,
                    array,
                    count.get(JAVA_INT, 0),
                    LibxlType.VCPU_INFO,
                    FREE_VCPU,
                    "libxl_list_vcpu");
        } catch (Throwable t) {
            throw Native.rethrow("libxl_list_vcpu", t);
        }
    }

    private static List<Json.Obj> copy(
            LibxlContext ctx,
            MemorySegment array,
            int count,
            LibxlType type,
            MethodHandle free,
            String name)
            throws Throwable {
        if (array.address() == 0) {
            int fail = LibxlError.FAIL.code();
            throw new LibxlException(
                    name, "", fail, LibxlNative.errorName(fail), ctx.log().drain());
        }
        try {
            return type.arrayToJson(ctx.pointer(), array, count);
        } finally {
            free.invokeExact(array, count);
        }
    }
}
