package org.ostler.driver.xen;

import org.ostler.posix.NativeFunction;
import org.ostler.xlcfg.Json;

/// `libxl_get_version_info`, whose result belongs to the context.
final class LibxlVersionInfo {
    private static final NativeFunction GET = LibxlNative.function("libxl_get_version_info");

    private LibxlVersionInfo() {}

    static Json.Obj read(LibxlContext ctx) {
        long info = GET.call(ctx.pointer());
        if (info == LibxlNative.NULL) {
            throw ctx.failure("reading", "the hypervisor's version", LibxlError.FAIL.code());
        }
        return LibxlType.VERSION_INFO.toJson(ctx.pointer(), info);
    }
}
