package org.ostler.bench;

import org.ostler.posix.CString;
import org.ostler.posix.NativeMemory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/// The same calls through libvirt's own C client, which also decodes every answer and makes its
/// objects.
///
/// Used by one thread at a time.
final class LibvirtCaller implements Caller {
    private static final int NO_FLAGS = 0;

    /// `sizeof(virDomainInfo)` is 32 (libvirt-domain.h).
    private static final int SCRATCH_BYTES = 64;

    private final Arena arena = Arena.ofShared();
    private final NativeMemory scratch = NativeMemory.in(arena, SCRATCH_BYTES, Long.BYTES);
    private final long name;
    private final long connection;
    private final long domain;

    private LibvirtCaller(String uri, String domain) throws IOException {
        name = CString.in(arena, domain);
        connection = present(Libvirt.CONNECT_OPEN.call(CString.in(arena, uri)), "virConnectOpen");
        this.domain = present(Libvirt.LOOKUP_BY_NAME.call(connection, name), "lookup");
    }

    static LibvirtCaller open(Target target, String domain) throws IOException {
        return new LibvirtCaller(target.libvirtUri(), domain);
    }

    @Override
    public void call(CallKind kind) throws IOException {
        switch (kind) {
            case LIB_VERSION ->
                    counted(Libvirt.GET_LIB_VERSION.call(connection, scratch.address()), kind);
            case LOOKUP ->
                    Libvirt.DOMAIN_FREE.call(
                            present(Libvirt.LOOKUP_BY_NAME.call(connection, name), kind.title()));
            case INFO -> counted(Libvirt.GET_INFO.call(domain, scratch.address()), kind);
            case XML ->
                    Libvirt.FREE.call(
                            present(Libvirt.GET_XML_DESC.call(domain, NO_FLAGS), kind.title()));
        }
    }

    /// `virConnectListAllDomains`, every handle made and freed.
    ///
    /// @return how many there are
    int listAllDomains() throws IOException {
        int count =
                counted(
                        Libvirt.LIST_ALL_DOMAINS.call(connection, scratch.address(), NO_FLAGS),
                        "virConnectListAllDomains");
        long list = scratch.bytes().getLong(0);
        LongBuffer domains = pointers(list, count);
        for (int i = 0; i < count; i++) {
            Libvirt.DOMAIN_FREE.call(domains.get(i));
        }
        Libvirt.FREE.call(list);
        return count;
    }

    /// `virConnectGetAllDomainStats`, of all groups and domains.
    ///
    /// @return how many domains were told of
    int getAllDomainStats() throws IOException {
        int count =
                counted(
                        Libvirt.GET_ALL_DOMAIN_STATS.call(
                                connection, 0, scratch.address(), NO_FLAGS),
                        "virConnectGetAllDomainStats");
        Libvirt.STATS_RECORD_LIST_FREE.call(scratch.bytes().getLong(0));
        return count;
    }

    @SuppressWarnings("restricted") // the library says how many there are
    private static LongBuffer pointers(long address, int count) {
        return MemorySegment.ofAddress(address)
                .reinterpret((long) count * Long.BYTES)
                .asByteBuffer()
                .order(ByteOrder.nativeOrder())
                .asLongBuffer();
    }

    private static void counted(long result, CallKind kind) throws IOException {
        counted(result, kind.title());
    }

    private static int counted(long result, String function) throws IOException {
        int count = (int) result;
        if (count < 0) {
            throw failure(function);
        }
        return count;
    }

    private static long present(long pointer, String function) throws IOException {
        if (pointer == 0) {
            throw failure(function);
        }
        return pointer;
    }

    private static IOException failure(String function) {
        return new IOException(function + ": " + CString.copy(Libvirt.LAST_ERROR_MESSAGE.call(0)));
    }

    @Override
    public void close() {
        Libvirt.DOMAIN_FREE.call(domain);
        Libvirt.CONNECT_CLOSE.call(connection);
        arena.close();
    }
}
