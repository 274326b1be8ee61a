package org.ostler.driver.xen;

import org.ostler.posix.CString;
import org.ostler.posix.NativeMemory;
import org.ostler.xlcfg.Json;

import java.util.List;
import java.util.Optional;

/// The bodies of libxl's long operations.
final class LibxlTasks {
    /// libxl's `INVALID_DOMID`.
    static final int NO_DOMAIN = -1;

    static final int NO_DESCRIPTOR = -1;

    private LibxlTasks() {}

    /// A call on a domain that needs no memory of its own.
    @FunctionalInterface
    interface Begin {
        int begin(LibxlContext ctx, long how);
    }

    /// An operation on a domain that gives the domain's number.
    static LibxlTask<Integer> onDomain(int domid, Begin begin) {
        return new LibxlTask<>() {
            @Override
            public int begin(LibxlContext ctx, long how, Runnable cancel) {
                return begin.begin(ctx, how);
            }

            @Override
            public Integer finish() {
                return domid;
            }
        };
    }

    /// An operation on a domain with one string.
    static LibxlTask<Integer> withString(LibxlFunction function, int domid, String argument) {
        return new HeldTask<>() {
            @Override
            public int begin(LibxlContext ctx, long how, Runnable cancel) {
                return function.call(ctx.pointer(), domid, CString.in(arena, argument), how);
            }

            @Override
            public Integer finish() {
                return domid;
            }
        };
    }

    /// An operation on a domain with a device.
    static LibxlTask<Integer> withDevice(
            LibxlFunction function, int domid, LibxlType type, Json.Obj device) {
        return new HeldTask<>() {
            @Override
            public int begin(LibxlContext ctx, long how, Runnable cancel) {
                LibxlStruct struct = hold(type);
                refuseLosses(type, struct.read(ctx.pointer(), ctx.log(), device));
                return function.call(ctx.pointer(), domid, struct.pointer(), how);
            }

            @Override
            public Integer finish() {
                return domid;
            }
        };
    }

    /// Takes a domain's virtual CPUs on- and offline.
    static LibxlTask<Integer> withBitmap(int domid, List<Integer> vcpus) {
        return new LibxlTask<>() {
            private Optional<LibxlBitmap> bitmap = Optional.empty();

            @Override
            public int begin(LibxlContext ctx, long how, Runnable cancel) {
                var set = new LibxlBitmap(ctx, vcpus);
                bitmap = Optional.of(set);
                return LibxlFunction.SET_VCPU_ONLINE.call(ctx.pointer(), domid, set.pointer(), how);
            }

            @Override
            public Integer finish() {
                return domid;
            }

            @Override
            public void close() {
                bitmap.ifPresent(LibxlBitmap::close);
            }
        };
    }

    /// Reads what a domain was made from. libxl has it for every guest, whoever made it, and not
    /// for Domain-0.
    static LibxlTask<Json.Obj> configuration(int domid) {
        return new HeldTask<>() {
            private Json.Obj document = Json.EMPTY;

            @Override
            public int begin(LibxlContext ctx, long how, Runnable cancel) {
                // synchronous: the struct must be written out with the context that filled it,
                // which finish() does not have
                LibxlStruct config = hold(LibxlType.DOMAIN_CONFIG);
                ctx.check(
                        "reading the configuration of",
                        "domain " + domid,
                        LibxlFunction.RETRIEVE_CONFIGURATION.call(
                                ctx.pointer(), domid, config.pointer(), LibxlNative.NULL));
                document = config.write(ctx.pointer());
                return 0;
            }

            @Override
            public boolean endsAtOnce() {
                return true;
            }

            @Override
            public Json.Obj finish() {
                return document;
            }
        };
    }

    /// Builds a new domain, paused; gives its number.
    static LibxlTask<Integer> create(Json.Obj configuration) {
        return new HeldTask<>() {
            private final NativeMemory domid = NativeMemory.in(arena, Integer.BYTES, 4);

            @Override
            public int begin(LibxlContext ctx, long how, Runnable cancel) {
                LibxlStruct config = hold(LibxlType.DOMAIN_CONFIG);
                refuseLosses(
                        LibxlType.DOMAIN_CONFIG,
                        config.read(ctx.pointer(), ctx.log(), configuration));
                domid.bytes().putInt(0, NO_DOMAIN);
                return LibxlFunction.CREATE_NEW.call(
                        ctx.pointer(), config.pointer(), domid.address(), how, LibxlNative.NULL);
            }

            @Override
            public Integer finish() {
                return domid.bytes().getInt(0);
            }

            @Override
            public void rollBack(LibxlContext ctx) {
                destroyLeftOver(ctx, domid.bytes().getInt(0));
            }
        };
    }

    /// libxl leaves a half-made domain when a creation is aborted, and says which.
    static void destroyLeftOver(LibxlContext ctx, int domid) {
        if (domid <= 0) {
            return;
        }
        try (var info = new LibxlStruct(LibxlType.DOMAIN_INFO)) {
            if (LibxlFunction.DOMAIN_INFO.call(ctx.pointer(), info.pointer(), domid) == 0) {
                LibxlFunction.DESTROY.call(ctx.pointer(), domid, LibxlNative.NULL);
            }
        }
    }

    /// Nothing of a document may get lost on its way into an operation: the driver has to leave
    /// out, and report, what this libxl does not know.
    static void refuseLosses(LibxlType type, List<LostKeys.Loss> losses) {
        if (!losses.isEmpty()) {
            throw new UnsupportedByLibxlException(type.typeName(), losses);
        }
    }
}
