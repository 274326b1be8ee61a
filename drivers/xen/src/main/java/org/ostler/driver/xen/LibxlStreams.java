package org.ostler.driver.xen;

import org.ostler.posix.NativeMemory;
import org.ostler.xlcfg.Json;

import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/// The bodies of the operations that carry a domain's state.
final class LibxlStreams {
    /// The guest's kernel takes part in resuming, as all that can be saved do.
    private static final int CO_OPERATIVE = 1;

    private LibxlStreams() {}

    /// Writes a domain's state to a channel.
    static LibxlTask<Integer> suspend(int domid, WritableByteChannel sink, int flags) {
        return new StreamTask<>(cancel -> StreamPump.to(sink, cancel)) {
            @Override
            public int begin(LibxlContext ctx, long how, Runnable cancel) {
                return LibxlFunction.SUSPEND.call(
                        ctx.pointer(), domid, descriptor(cancel), flags, how);
            }

            @Override
            Integer result() {
                return domid;
            }

            @Override
            public void rollBack(LibxlContext ctx) {
                resumeSuspended(ctx, domid);
            }
        };
    }

    /// A save that fails or is cut short after it has suspended the guest leaves it so; the guest
    /// goes on where it was.
    private static void resumeSuspended(LibxlContext ctx, int domid) {
        try (var info = new LibxlStruct(LibxlType.DOMAIN_INFO)) {
            if (LibxlFunction.DOMAIN_INFO.call(ctx.pointer(), info.pointer(), domid) == 0) {
                boolean suspended =
                        DomainInfo.of(info.write(ctx.pointer()))
                                .shutdownReason()
                                .filter(ShutdownReason.SUSPEND::equals)
                                .isPresent();
                if (suspended) {
                    LibxlFunction.RESUME.call(ctx.pointer(), domid, CO_OPERATIVE, LibxlNative.NULL);
                }
            }
        }
    }

    /// Builds a domain from a saved or arriving stream, paused; gives its number.
    ///
    /// @param parameters `libxl_domain_restore_params`, at least `stream_version`
    static LibxlTask<Integer> restore(
            Json.Obj configuration, ReadableByteChannel source, Json.Obj parameters) {
        return new StreamTask<>(cancel -> StreamPump.from(source, cancel)) {
            private final NativeMemory domid = NativeMemory.in(arena, Integer.BYTES, 4);

            @Override
            public int begin(LibxlContext ctx, long how, Runnable cancel) {
                LibxlStruct config = hold(LibxlType.DOMAIN_CONFIG);
                LibxlTasks.refuseLosses(
                        LibxlType.DOMAIN_CONFIG,
                        config.read(ctx.pointer(), ctx.log(), configuration));
                LibxlStruct params = hold(LibxlType.RESTORE_PARAMS);
                LibxlTasks.refuseLosses(
                        LibxlType.RESTORE_PARAMS,
                        params.read(ctx.pointer(), ctx.log(), parameters));
                domid.bytes().putInt(0, LibxlTasks.NO_DOMAIN);
                return LibxlFunction.CREATE_RESTORE.call(
                        ctx.pointer(),
                        config.pointer(),
                        domid.address(),
                        descriptor(cancel),
                        LibxlTasks.NO_DESCRIPTOR,
                        params.pointer(),
                        how,
                        LibxlNative.NULL);
            }

            @Override
            Integer result() {
                return domid.bytes().getInt(0);
            }

            @Override
            public void rollBack(LibxlContext ctx) {
                LibxlTasks.destroyLeftOver(ctx, domid.bytes().getInt(0));
            }
        };
    }
}
