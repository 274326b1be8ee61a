package org.ostler.driver.xen;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// `libxl_get_version_info`, whose result belongs to the context.
final class LibxlVersionInfo {
    private static final MethodHandle GET =
            Native.bind(
                    LibxlNative.LIBXL,
                    "libxl_get_version_info",
                    FunctionDescriptor.of(ADDRESS, ADDRESS));

    private LibxlVersionInfo() {}

    static Json.Obj read(LibxlContext ctx) {
        try {
            var info = (MemorySegment) GET.invokeExact(ctx.pointer());
            if (info.address() == 0) {
                throw ctx.failure("reading", "the hypervisor's version", LibxlError.FAIL.code());
            }
            return LibxlType.VERSION_INFO.toJson(ctx.pointer(), info);
        } catch (Throwable t) {
            throw Native.rethrow("libxl_get_version_info", t);
        }
    }
}
