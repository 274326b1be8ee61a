package org.ostler.engine.spi;

import org.ostler.api.FaultDomain;

/// Who a driver is.
///
/// @param scheme its scheme in addresses, and the name of its directories: `test`, `qemu`, `xen`
/// @param type its name as libvirt's clients know it: `TEST`, `QEMU`, `Xen`
/// @param uri its canonical address, e.g. `qemu:///system`
/// @param faultDomain which part of the stack its faults are said to come from
public record DriverInfo(String scheme, String type, String uri, FaultDomain faultDomain) {}
