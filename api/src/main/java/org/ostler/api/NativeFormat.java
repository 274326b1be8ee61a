package org.ostler.api;

/// A form in which another tool describes guests, by the name that libvirt gives it.
///
/// The names that a host takes are those of [Operation#DOMAIN_FROM_NATIVE] and
/// [Operation#DOMAIN_TO_NATIVE] in its [Support]; others may be asked for, and are refused there.
///
/// @param name e.g. `xen-xl`
public record NativeFormat(String name) {
    /// The configuration that Xen's `xl` reads.
    public static final NativeFormat XEN_XL = new NativeFormat("xen-xl");

    /// The configuration that `xm` of xend's time read.
    public static final NativeFormat XEN_XM = new NativeFormat("xen-xm");

    /// libxl's own document, as `xl -N create` prints it.
    public static final NativeFormat LIBXL_JSON = new NativeFormat("libxl-json");

    /// QEMU's command line.
    public static final NativeFormat QEMU_ARGV = new NativeFormat("qemu-argv");

    /// The command line of the test driver's program, which does not exist.
    public static final NativeFormat TEST = new NativeFormat("test");
}
