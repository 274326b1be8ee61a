package org.ostler.driver.xen;

import java.util.Optional;
import java.util.function.Function;

/// What a document for libxl depends on besides the guest's description.
///
/// @param hostCpus how many CPUs the host has, for virtual CPUs that are not bound to any
/// @param defaultBridge the bridge of network cards that name none, usually `xenbr0`
/// @param bridgeOfNetwork the bridge of a virtual network by its name; empty for networks that are
///   not there or have none
public record ConfigContext(
        int hostCpus, String defaultBridge, Function<String, Optional<String>> bridgeOfNetwork) {
    /// The bridge that Xen's own scripts default to.
    public static final String XENBR0 = "xenbr0";

    /// A host without virtual networks.
    public static ConfigContext of(int hostCpus) {
        return new ConfigContext(hostCpus, XENBR0, network -> Optional.empty());
    }
}
