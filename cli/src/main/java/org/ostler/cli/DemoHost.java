package org.ostler.cli;

import org.ostler.api.Hypervisor;
import org.ostler.model.DomainSpec;

/// Where the demo runs.
///
/// @param note what kind of host that is, in words
/// @param guest what it starts
/// @param marker what the guest writes once it is up
record DemoHost(Hypervisor hypervisor, String note, DomainSpec guest, String marker) {}
