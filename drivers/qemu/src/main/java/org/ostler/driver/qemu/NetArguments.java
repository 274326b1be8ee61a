package org.ostler.driver.qemu;

import org.ostler.api.Plan;
import org.ostler.model.InterfaceDriver;
import org.ostler.model.InterfaceSource;
import org.ostler.model.NetworkInterface;

import java.util.List;
import java.util.Optional;

/// Network cards: a back end on the host and the card that the guest sees.
///
/// A back end that needs a tap device takes the name of a persistent one, made at the start for
/// QEMU's user by whoever manages networks; QEMU itself runs no script and needs no privilege.
final class NetArguments {
    private final Arguments out;

    NetArguments(Arguments out) {
        this.out = out;
    }

    void addAll(List<NetworkInterface> cards, BootOrder order) {
        for (int i = 0; i < cards.size(); i++) {
            add(cards.get(i), Draft.path("interface", i, cards.size()), order.of(cards.get(i)));
        }
    }

    private void add(NetworkInterface card, String path, int bootIndex) {
        String alias = card.alias().orElseThrow();
        Optional<Json.ObjBuilder> backEnd = backEnd(card, path, alias);
        if (backEnd.isEmpty()) {
            return;
        }
        out.json("-netdev", backEnd.get().put("id", "host" + alias).build());
        Json.ObjBuilder device = Json.object().put("driver", driver(card.model().orElse("")));
        queues(card).ifPresent(n -> device.put("mq", true).put("vectors", 2 * n + 2));
        card.mtu().ifPresent(mtu -> mtu(device, card, path, mtu));
        device.put("netdev", "host" + alias).put("id", alias);
        card.mac().ifPresent(mac -> device.put("mac", mac.toString()));
        if (bootIndex > 0) {
            device.put("bootindex", bootIndex);
        }
        out.device(path, out.place(device, card.address()).build());
        if (!card.linkUp().orElse(true)) {
            out.afterwards(
                    QmpCommand.change(
                            "set_link", Json.object().put("name", alias).put("up", false).build()));
        }
    }

    private void mtu(Json.ObjBuilder device, NetworkInterface card, String path, int mtu) {
        if (card.model().orElse("").startsWith("virtio")) {
            device.put("host_mtu", mtu);
        } else {
            out.ignored(path + "/mtu", "only virtio cards tell the guest of an MTU");
        }
    }

    private static Optional<Integer> queues(NetworkInterface card) {
        boolean many =
                card.source() instanceof InterfaceSource.VhostUser || needsTap(card.source());
        return card.driver()
                .map(InterfaceDriver::queues)
                .filter(q -> many && q.isPresent() && q.getAsInt() > 1)
                .map(q -> q.getAsInt());
    }

    private static boolean needsTap(InterfaceSource source) {
        return source instanceof InterfaceSource.Network
                || source instanceof InterfaceSource.Bridge
                || source instanceof InterfaceSource.Ethernet;
    }

    private static String driver(String model) {
        return switch (model) {
            case "virtio" -> "virtio-net-pci";
            case "virtio-transitional" -> "virtio-net-pci-transitional";
            case "virtio-non-transitional" -> "virtio-net-pci-non-transitional";
            default -> model;
        };
    }

    private Optional<Json.ObjBuilder> backEnd(NetworkInterface card, String path, String alias) {
        return switch (card.source()) {
            case InterfaceSource.User u -> {
                u.dev()
                        .ifPresent(
                                d ->
                                        out.ignored(
                                                path + "/source/@dev",
                                                "QEMU's own user network has no use for a host"
                                                        + " device"));
                yield Optional.of(Json.object().put("type", "user"));
            }
            case InterfaceSource.Network n ->
                    tap(card, path, alias, "network '" + n.network() + "'");
            case InterfaceSource.Bridge b ->
                    tap(card, path, alias, "bridge '" + b.bridge().orElse("") + "'");
            case InterfaceSource.Ethernet e ->
                    tap(card, path, alias, "whatever the host connects it to");
            case InterfaceSource.Socket s -> socket(s, path);
            case InterfaceSource.Direct d ->
                    none(path, "macvtap devices are not made by this driver yet");
            case InterfaceSource.Hostdev h ->
                    none(path, "host devices are not assigned by this driver yet");
            case InterfaceSource.Internal i -> none(path, "QEMU has no internal networks");
            case InterfaceSource.Vdpa v ->
                    none(path, "vDPA devices are not opened by this driver yet");
            case InterfaceSource.VhostUser v ->
                    none(
                            path,
                            "vhost-user needs shared guest memory, which this driver does not set"
                                    + " up yet");
            case InterfaceSource.Vds v -> none(path, "distributed switches are VMware's");
        };
    }

    private Optional<Json.ObjBuilder> none(String path, String reason) {
        out.unsupported(path + "/@type", reason);
        return Optional.empty();
    }

    private Optional<Json.ObjBuilder> tap(
            NetworkInterface card, String path, String alias, String to) {
        String name =
                out.late(
                        alias + ".tap",
                        "the name of a tap device that is connected to "
                                + to
                                + " and belongs to QEMU's user");
        out.remark(
                Plan.Remark.Level.NEEDS,
                path + "/source",
                "a tap device connected to " + to + " is made at the start",
                "");
        Json.ObjBuilder backEnd =
                Json.object()
                        .put("type", "tap")
                        .put("ifname", name)
                        .put("script", "no")
                        .put("downscript", "no");
        queues(card).ifPresent(n -> backEnd.put("queues", n));
        return Optional.of(backEnd);
    }

    private Optional<Json.ObjBuilder> socket(InterfaceSource.Socket s, String path) {
        String address = s.socketAddress().orElse("") + ":" + s.port().orElse(0);
        Json.ObjBuilder backEnd = Json.object().put("type", "socket");
        return switch (s.type()) {
            case "server" -> Optional.of(backEnd.put("listen", address));
            case "client" -> Optional.of(backEnd.put("connect", address));
            case "mcast" -> Optional.of(backEnd.put("mcast", address));
            case "udp" -> {
                String local =
                        s.local().flatMap(InterfaceSource.Socket.Local::address).orElse("")
                                + ":"
                                + s.local().map(l -> l.port().orElse(0)).orElse(0);
                yield Optional.of(backEnd.put("udp", address).put("localaddr", local));
            }
            default -> none(path, "sockets of type '" + s.type() + "' are not known");
        };
    }
}
