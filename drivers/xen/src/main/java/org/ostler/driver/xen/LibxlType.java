package org.ostler.driver.xen;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/// The structs of libxl that cross as JSON. What they look like inside is libxl's business and
/// differs from release to release; each comes with generated functions that set up, read, write
/// and empty it.
///
/// The size of a struct is found at run time: its `_init` clears exactly the struct, trailing
/// padding included, so the last byte that it changes in a poisoned buffer is the last one of the
/// struct. Only arrays that libxl returns need it.
enum LibxlType {
    DOMAIN_CONFIG("libxl_domain_config"),
    DOMAIN_INFO("libxl_dominfo"),
    RESTORE_PARAMS("libxl_domain_restore_params"),
    SCHED_PARAMS("libxl_domain_sched_params"),
    PHYSINFO("libxl_physinfo"),
    CPU_TOPOLOGY("libxl_cputopology"),
    NUMA_INFO("libxl_numainfo"),
    VCPU_INFO("libxl_vcpuinfo"),
    DISK("libxl_device_disk"),
    NIC("libxl_device_nic"),
    EVENT("libxl_event"),
    VERSION_INFO("libxl_version_info");

    /// What a buffer for one struct holds; the largest struct of 4.17 has 1288 bytes.
    static final long BUFFER_BYTES = 16 << 10;

    private static final byte POISON = (byte) 0xA5;
    private static final long ALIGNMENT = 4;

    private final String typeName;
    private final MethodHandle init;
    private final MethodHandle dispose;
    private final MethodHandle fromJson;
    private final MethodHandle toJson;
    private final long sizeBytes;

    LibxlType(String typeName) {
        this.typeName = typeName;
        init = Native.bind(LibxlNative.LIBXL, typeName + "_init", LibxlNative.VOID_PTR);
        dispose = Native.bind(LibxlNative.LIBXL, typeName + "_dispose", LibxlNative.VOID_PTR);
        fromJson =
                Native.bind(
                        LibxlNative.LIBXL, typeName + "_from_json", LibxlNative.INT_PTR_PTR_PTR);
        toJson = Native.bind(LibxlNative.LIBXL, typeName + "_to_json", LibxlNative.PTR_PTR_PTR);
        sizeBytes = measure();
    }

    /// The C name of the struct.
    String typeName() {
        return typeName;
    }

    /// The size of one struct in this release, in bytes.
    long sizeBytes() {
        return sizeBytes;
    }

    void init(MemorySegment struct) {
        try {
            init.invokeExact(struct);
        } catch (Throwable t) {
            throw Native.rethrow(typeName + "_init", t);
        }
    }

    void dispose(MemorySegment struct) {
        try {
            dispose.invokeExact(struct);
        } catch (Throwable t) {
            throw Native.rethrow(typeName + "_dispose", t);
        }
    }

    int fromJson(MemorySegment ctx, MemorySegment struct, MemorySegment text) {
        try {
            return (int) fromJson.invokeExact(ctx, struct, text);
        } catch (Throwable t) {
            throw Native.rethrow(typeName + "_from_json", t);
        }
    }

    /// What a struct holds, as JSON.
    Json.Obj toJson(MemorySegment ctx, MemorySegment struct) {
        try {
            String text = Native.takeString((MemorySegment) toJson.invokeExact(ctx, struct));
            if (text.isEmpty()) {
                throw new IllegalStateException(typeName + "_to_json failed: out of memory.");
            }
            return JsonText.parseObject(text);
        } catch (Throwable t) {
            throw Native.rethrow(typeName + "_to_json", t);
        }
    }

    /// What an array of structs that libxl returned holds; the array stays libxl's.
    @SuppressWarnings("restricted") // libxl told the count, measure() the size
    List<Json.Obj> arrayToJson(MemorySegment ctx, MemorySegment array, int count) {
        MemorySegment all = array.reinterpret(sizeBytes * count);
        var items = new ArrayList<Json.Obj>(count);
        for (int i = 0; i < count; i++) {
            items.add(toJson(ctx, all.asSlice(i * sizeBytes, sizeBytes)));
        }
        return List.copyOf(items);
    }

    private long measure() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(BUFFER_BYTES, 16);
            buffer.fill(POISON);
            init(buffer);
            long end = BUFFER_BYTES;
            while (end > 0 && buffer.get(ValueLayout.JAVA_BYTE, end - 1) == POISON) {
                end--;
            }
            if (end == 0 || end == BUFFER_BYTES || end % ALIGNMENT != 0) {
                throw new UnsatisfiedLinkError("The size of " + typeName + " cannot be found out.");
            }
            return end;
        }
    }
}
