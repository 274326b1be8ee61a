package org.ostler.daemon.rpc;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;

import java.util.Optional;

/// The address that a client opens: `qemu:///system`.
///
/// @param scheme the driver; a transport after `+` is the client's affair and left out
/// @param path what of the driver, e.g. `/system`
record HypervisorAddress(String scheme, String path) {

    /// Reads one; empty where it has no scheme.
    static Optional<HypervisorAddress> parse(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0) {
            return Optional.empty();
        }
        String scheme = text.substring(0, colon);
        int plus = scheme.indexOf('+');
        String rest = text.substring(colon + 1);
        int query = rest.indexOf('?');
        if (query >= 0) {
            rest = rest.substring(0, query);
        }
        if (rest.startsWith("//")) {
            int slash = rest.indexOf('/', 2);
            rest = slash < 0 ? "" : rest.substring(slash);
        }
        return Optional.of(
                new HypervisorAddress(plus < 0 ? scheme : scheme.substring(0, plus), rest));
    }

    /// Refuses a path that the driver does not have, in libvirt's words.
    void requireKnownPath() {
        switch (scheme) {
            case "qemu" -> {
                if (!path.equals("/system") && !path.equals("/session")) {
                    throw Faults.internal(
                            FaultDomain.NONE,
                            "unexpected qemu URI path '" + path + "', try qemu:///system");
                }
            }
            case "xen" -> {
                if (!path.isEmpty() && !path.equals("/") && !path.equals("/system")) {
                    throw Faults.internal(
                            FaultDomain.NONE,
                            "unexpected Xen URI path '" + path + "', try xen:///system");
                }
            }
            case "test" -> {
                if (!path.equals("/default")) {
                    throw Faults.invalidArgument(
                            FaultDomain.TEST, "testOpen: supply a path or use test:///default");
                }
            }
            default -> throw none(scheme + "://" + path, "");
        }
    }

    /// Nobody serves that address.
    ///
    /// @param why a sentence; may be empty
    static Fault none(String address, String why) {
        return Fault.of(
                FaultCode.NO_CONNECT,
                FaultDomain.NONE,
                "no connection driver available for "
                        + address
                        + (why.isEmpty() ? "" : ": " + why));
    }
}
