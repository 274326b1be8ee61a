package org.ostler.xlcfg;

/// What of a host goes into a domain's description although no configuration says it.
///
/// @param arch the machine's architecture, such as `x86_64`
/// @param loader the program that boots a fully virtualised guest
/// @param firmwareDirectory where the host keeps firmware such as `ovmf.bin`
public record XlHostPaths(String arch, String loader, String firmwareDirectory) {
    /// Debian's places.
    public static final XlHostPaths DEBIAN =
            new XlHostPaths("x86_64", "/usr/lib/xen/boot/hvmloader", "/usr/lib/xen/boot");
}
