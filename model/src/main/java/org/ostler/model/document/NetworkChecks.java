package org.ostler.model.document;

import org.ostler.model.Place;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What cannot be said together in a network.
final class NetworkChecks {
    private NetworkChecks() {}

    static void network(Network network, Place place) {
        ForwardMode mode = network.forward().map(NetworkForward::mode).orElse(ForwardMode.NONE);
        if (mode.needsAddress()) {
            routed(network, mode, place);
        }
        if (!mode.makesBridge()) {
            attached(network, mode, place);
        }
        if (network.virtualport().isPresent() && network.virtualport().get().type().isEmpty()) {
            throw place.child("virtualport")
                    .fail("attribute 'type' is missing", "the kind of switch, such as '802.1Qbh'");
        }
        if (network.bandwidth().isPresent()
                && network.bandwidth().get().inbound().isPresent()
                && network.bandwidth().get().hasFloor()) {
            throw place.child("bandwidth")
                    .child("inbound")
                    .fail(
                            "attribute 'floor' is for a guest's card, not for a network",
                            "attribute 'average'");
        }
        checkRoutes(network, place);
    }

    /// Every gateway is in a network that the host has an address in.
    private static void checkRoutes(Network network, Place place) {
        Map<Integer, Set<IpAddress>> reached = new HashMap<>();
        for (NetworkIp ip : network.ips()) {
            int bits = ip.prefixBits();
            reached.computeIfAbsent(bits, any -> new HashSet<>()).add(ip.address().network(bits));
        }
        int nth = 0;
        for (NetworkRoute route : network.routes()) {
            boolean near =
                    reached.entrySet().stream()
                            .anyMatch(
                                    nets ->
                                            nets.getValue()
                                                    .contains(
                                                            route.gateway()
                                                                    .network(nets.getKey())));
            if (!near) {
                throw place.child("route", nth)
                        .fail(
                                "the gateway '" + route.gateway() + "' is in none of the networks",
                                "an address in the network of an element 'ip'");
            }
            nth++;
        }
    }

    private static void routed(Network network, ForwardMode mode, Place place) {
        if (network.ips().isEmpty()) {
            throw place.fail(
                    "forward mode '" + mode.xml() + "' needs an address of the host",
                    "an element 'ip'");
        }
        int devices = network.forward().map(forward -> forward.interfaces().size()).orElse(0);
        if (devices > (mode == ForwardMode.OPEN ? 0 : 1)) {
            throw place.child("forward")
                    .fail(
                            "forward mode '" + mode.xml() + "' cannot use these devices",
                            mode == ForwardMode.OPEN ? "no device" : "at most one device");
        }
    }

    private static void attached(Network network, ForwardMode mode, Place place) {
        if (network.mtu().isPresent()) {
            throw place.child("mtu")
                    .fail("a network of mode '" + mode.xml() + "' has no mtu of its own", "none");
        }
        if (network.bridge().isEmpty()) {
            return;
        }
        if (mode != ForwardMode.BRIDGE) {
            throw place.child("bridge")
                    .fail("a network of mode '" + mode.xml() + "' has no bridge", "none");
        }
        if (network.bridge().get().isTold()) {
            throw place.child("bridge")
                    .fail(
                            "attributes 'stp', 'delay' and 'zone' are for a bridge that is made"
                                    + " for the network, not for forward mode 'bridge'",
                            "the bridge's name alone");
        }
        if (network.forward().isPresent() && network.forward().get().dev().isPresent()) {
            throw place.child("forward")
                    .fail(
                            "a bridge and a forward device exclude each other",
                            "element 'bridge' or attribute 'dev'");
        }
    }

    static void ip(NetworkIp ip, Place place) {
        size(
                new Subnet(
                        ip.family().orElse(IpFamily.IPV4), ip.address(), ip.netmask(), ip.prefix()),
                place);
        if (ip.dhcp().isEmpty()) {
            return;
        }
        int nth = 0;
        for (NetworkDhcp.Range range : ip.dhcp().get().ranges()) {
            if (!range.start().sharesNetwork(ip.address(), ip.prefixBits())
                    || !range.end().sharesNetwork(ip.address(), ip.prefixBits())) {
                throw place.child("dhcp")
                        .child("range", nth)
                        .fail(
                                "the range "
                                        + range.start()
                                        + " - "
                                        + range.end()
                                        + " is not within the network "
                                        + ip.address()
                                        + "/"
                                        + ip.prefixBits(),
                                "addresses of that network");
            }
            if (range.start().compareTo(range.end()) > 0) {
                throw place.child("dhcp")
                        .child("range", nth)
                        .fail(
                                "the range " + range.start() + " - " + range.end() + " is reversed",
                                "the lower address first");
            }
            nth++;
        }
    }

    static void route(NetworkRoute route, Place place) {
        size(
                new Subnet(
                        route.family().orElse(IpFamily.IPV4),
                        route.address(),
                        route.netmask(),
                        route.prefix()),
                place);
        if (route.gateway().family() != route.address().family()) {
            throw place.fail(
                    "the gateway '" + route.gateway() + "' is of another family",
                    "an address like '" + route.address() + "'");
        }
    }

    private record Subnet(
            IpFamily family, IpAddress address, Optional<IpAddress> netmask, OptionalInt prefix) {}

    private static void size(Subnet net, Place place) {
        if (net.netmask.isPresent() && net.prefix.isPresent()) {
            throw place.fail("attributes 'netmask' and 'prefix' exclude each other", "one of them");
        }
        if (net.family != net.address.family()) {
            throw place.fail(
                    "the address '"
                            + net.address
                            + "' is not of the family '"
                            + net.family.xml()
                            + "'",
                    "family='" + net.address.family().xml() + "'");
        }
        if (net.netmask.isPresent() && net.family == IpFamily.IPV6) {
            throw place.fail("attribute 'netmask' is for IPv4", "attribute 'prefix'");
        }
        if (net.netmask.isPresent() && net.netmask.get().prefixLength() < 0) {
            throw place.fail(
                    "the netmask '" + net.netmask.get() + "' has a gap", "such as '255.255.255.0'");
        }
        if (net.family == IpFamily.IPV4 && net.prefix.orElse(0) > 32) {
            throw place.fail(
                    "an IPv4 network cannot have " + net.prefix.getAsInt() + " bits",
                    "a prefix from 0 to 32");
        }
    }
}
