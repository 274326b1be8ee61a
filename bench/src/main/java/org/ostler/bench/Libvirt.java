package org.ostler.bench;

import org.ostler.posix.NativeFunction;
import org.ostler.posix.NativeLibrary;

/// The functions of libvirt's C client library that are measured (libvirt-domain.h,
/// libvirt-host.h), called in this process; a call costs some 0.1 µs more than from C.
///
/// Loaded when first used; libvirt.so.0 comes with Debian's package `libvirt0`.
final class Libvirt {
    private static final NativeLibrary LIBRARY = NativeLibrary.load("libvirt.so.0");

    static final NativeFunction CONNECT_OPEN = LIBRARY.function("virConnectOpen");
    static final NativeFunction CONNECT_CLOSE = LIBRARY.function("virConnectClose");
    static final NativeFunction GET_LIB_VERSION = LIBRARY.function("virConnectGetLibVersion");
    static final NativeFunction LOOKUP_BY_NAME = LIBRARY.function("virDomainLookupByName");
    static final NativeFunction DOMAIN_FREE = LIBRARY.function("virDomainFree");
    static final NativeFunction GET_INFO = LIBRARY.function("virDomainGetInfo");
    static final NativeFunction GET_XML_DESC = LIBRARY.function("virDomainGetXMLDesc");
    static final NativeFunction LIST_ALL_DOMAINS = LIBRARY.function("virConnectListAllDomains");
    static final NativeFunction GET_ALL_DOMAIN_STATS =
            LIBRARY.function("virConnectGetAllDomainStats");
    static final NativeFunction STATS_RECORD_LIST_FREE =
            LIBRARY.function("virDomainStatsRecordListFree");
    static final NativeFunction LAST_ERROR_MESSAGE = LIBRARY.function("virGetLastErrorMessage");

    /// free(3), for what the library has allocated for its caller.
    static final NativeFunction FREE = NativeLibrary.load("libc.so.6").function("free");

    private Libvirt() {}
}
