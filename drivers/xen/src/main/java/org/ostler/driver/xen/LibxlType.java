package org.ostler.driver.xen;

import org.ostler.posix.CString;
import org.ostler.posix.NativeFunction;
import org.ostler.xlcfg.Json;
import org.ostler.xlcfg.JsonText;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// The structs of libxl that cross as JSON. What they look like inside is libxl's business and
/// differs from release to release; each comes with generated functions that set up, read, write
/// and empty it.
///
/// The size of a struct is found at run time: its `_init` sets exactly the struct, all padding
/// included, so two buffers that were filled differently are the same afterwards as far as the
/// struct goes. Only arrays that libxl returns need it.
@SuppressWarnings("ImmutableEnumChecker") // a NativeFunction never changes
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

    private static final long ALIGNMENT = 4;

    private final String typeName;
    private final NativeFunction init;
    private final NativeFunction dispose;
    private final NativeFunction fromJson;
    private final NativeFunction toJson;
    private final long sizeBytes;

    LibxlType(String typeName) {
        this.typeName = typeName;
        init = LibxlNative.function(typeName + "_init");
        dispose = LibxlNative.function(typeName + "_dispose");
        fromJson = LibxlNative.function(typeName + "_from_json");
        toJson = LibxlNative.function(typeName + "_to_json");
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

    /// @param struct has [#BUFFER_BYTES]
    void init(long struct) {
        init.call(struct);
    }

    void dispose(long struct) {
        dispose.call(struct);
    }

    /// @param text a C string
    int fromJson(long ctx, long struct, long text) {
        return (int) fromJson.call(ctx, struct, text);
    }

    /// What a struct holds, as JSON.
    Json.Obj toJson(long ctx, long struct) {
        String text = CString.take(toJson.call(ctx, struct));
        if (text.isEmpty()) {
            throw new IllegalStateException(typeName + "_to_json failed: out of memory.");
        }
        return JsonText.parseObject(text);
    }

    /// What an array of structs that libxl returned holds; the array stays libxl's.
    List<Json.Obj> arrayToJson(long ctx, long array, int count) {
        var items = new ArrayList<Json.Obj>(count);
        for (int i = 0; i < count; i++) {
            items.add(toJson(ctx, array + i * sizeBytes));
        }
        return List.copyOf(items);
    }

    private long measure() {
        try (Arena arena = Arena.ofConfined()) {
            long size = initialized(arena, 0xA5).mismatch(initialized(arena, 0x5A));
            if (size <= 0 || size % ALIGNMENT != 0) {
                throw new UnsatisfiedLinkError("The size of " + typeName + " cannot be found out.");
            }
            return size;
        }
    }

    private MemorySegment initialized(Arena arena, int filling) {
        MemorySegment buffer = arena.allocate(BUFFER_BYTES, 16).fill((byte) filling);
        init(buffer.address());
        return buffer;
    }
}
