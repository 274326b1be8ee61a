package org.ostler.xlcfg;

/// Whose configuration it is; they differ in how disks are spelled and what `kernel` means to a
/// fully virtualised guest.
public enum XlDialect {
    /// Today's `xl`.
    XL,
    /// `xm` of xend's time.
    XM
}
