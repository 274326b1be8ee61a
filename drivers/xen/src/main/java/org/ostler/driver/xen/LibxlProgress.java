package org.ostler.driver.xen;

/// How far a long operation is, in libxl's own unit (pages of memory for a save, a restore or a
/// migration).
///
/// @param what what is being done, in libxl's words
/// @param done units done
/// @param total units in all; may change from report to report
public record LibxlProgress(String what, long done, long total) {}
