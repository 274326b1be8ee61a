package org.ostler.driver.qemu;

import java.nio.file.Path;

/// How this host's QEMU guests are run.
///
/// @param uri the driver's address, `qemu:///system` or `qemu:///session`
/// @param runAs under which identity guests run
/// @param cache where what was learnt of QEMU binaries is kept
public record QemuSettings(String uri, RunAs runAs, Path cache) {}
