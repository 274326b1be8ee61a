package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.List;

/// Sources on servers that QEMU's clients cannot reach as it is said.
final class NetworkDiskRules {
    private NetworkDiskRules() {}

    static void check(Guest guest) {
        for (Place disk : guest.devices("disk")) {
            if (Said.is(disk, "type", "network")) {
                Said.first(disk, "source").ifPresent(NetworkDiskRules::check);
            }
        }
    }

    private static void check(Place source) {
        String protocol = Said.attribute(source, "protocol");
        Said.require(
                !Said.has(source, "tlsHostname") || protocol.equals("nbd"),
                source,
                "attribute 'tlsHostname' is said of protocol '" + protocol + "'",
                "protocol='nbd'");
        if (!protocol.equals("nbd") && !Said.has(source, "name")) {
            throw source.fail(
                    "attribute 'name' is missing",
                    "what is read from the server '" + protocol + "'");
        }
        if (protocol.equals("nfs")) {
            checkNfs(source);
        }
    }

    private static void checkNfs(Place source) {
        List<Place> hosts = source.children("host");
        Said.require(
                hosts.size() == 1, source, "NFS has " + hosts.size() + " hosts", "exactly one");
        Place host = hosts.getFirst();
        Said.require(
                !Said.has(host, "port"), host, "NFS has no port of its own", "no attribute 'port'");
        Said.require(
                List.of("", "tcp").contains(Said.attribute(host, "transport")),
                host,
                "NFS is reached by transport '" + Said.attribute(host, "transport") + "'",
                "transport='tcp'");
    }
}
