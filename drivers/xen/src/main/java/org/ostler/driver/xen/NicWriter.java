package org.ostler.driver.xen;

import org.ostler.model.InterfaceSource;
import org.ostler.model.NetworkInterface;
import org.ostler.model.XmlElement;
import org.ostler.xlcfg.Json;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Makes a `libxl_device_nic` of a network interface.
///
/// The bridge, the script and the kind of card are written out: libxl's own choice of the kind has
/// changed between releases.
public final class NicWriter {
    private static final String BRIDGE_SCRIPT = "vif-bridge";
    private static final String ROUTE_SCRIPT = "vif-route";

    private final XenGuestType type;
    private final ConfigContext context;
    private final Remarks remarks;

    NicWriter(XenGuestType type, ConfigContext context, Remarks remarks) {
        this.type = type;
        this.context = context;
        this.remarks = remarks;
    }

    /// A document for plugging this card into a guest.
    ///
    /// @throws IllegalArgumentException with the reason when libxl cannot have it
    public static Json.Obj forHotplug(
            NetworkInterface nic, XenGuestType type, ConfigContext context) {
        var remarks = new Remarks();
        return new NicWriter(type, context, remarks)
                .write(nic, "/interface")
                .orElseThrow(
                        () -> new IllegalArgumentException(remarks.list().getFirst().reason()));
    }

    /// The document; empty, with a remark, when libxl cannot have such a card.
    Optional<Json.Obj> write(NetworkInterface nic, String path) {
        Json.Builder json = Json.object();
        nic.mac().ifPresent(mac -> json.put("mac", mac.toString()));
        if (!source(json, nic, path)) {
            return Optional.empty();
        }
        String model = nic.model().orElse("");
        if (type == XenGuestType.HVM && !model.equals("netfront")) {
            json.put("nictype", "vif_ioemu").put("model", model.isEmpty() ? "rtl8139" : model);
        } else {
            json.put("nictype", "vif");
            if (!model.isEmpty() && !model.equals("netfront")) {
                remarks.changed(
                        path + "/model",
                        "only an HVM guest has emulated cards; this one becomes netfront");
            }
        }
        nic.target().ifPresent(name -> json.put("ifname", name));
        nic.mtu().ifPresent(mtu -> json.put("mtu", mtu));
        addresses(nic).ifPresent(ip -> json.put("ip", ip));
        remarks.ignoredIf(nic.driver(), path + "/driver", "libxl has no such setting");
        remarks.ignoredIf(
                nic.linkUp().filter(up -> !up),
                path + "/link",
                "libxl cannot take a card's link down");
        return Optional.of(json.build());
    }

    private boolean source(Json.Builder json, NetworkInterface nic, String path) {
        switch (nic.source()) {
            case InterfaceSource.Bridge bridge -> {
                json.put("bridge", bridge.bridge().orElse(context.defaultBridge()));
                json.put("script", nic.script().orElse(BRIDGE_SCRIPT));
            }
            case InterfaceSource.Network network -> {
                Optional<String> bridge =
                        network.bridge()
                                .or(() -> context.bridgeOfNetwork().apply(network.network()));
                if (bridge.isEmpty()) {
                    remarks.needs(
                            path + "/source/@network",
                            "network '" + network.network() + "' is not there or has no bridge",
                            "start a network of that name");
                    return false;
                }
                json.put("bridge", bridge.get()).put("script", BRIDGE_SCRIPT);
                remarks.ignoredIf(
                        nic.script(),
                        path + "/script",
                        "a network's bridge is joined by Xen's own script");
            }
            case InterfaceSource.Ethernet _ ->
                    json.put("script", nic.script().orElse(ROUTE_SCRIPT));
            case InterfaceSource.User _,
                    InterfaceSource.Direct _,
                    InterfaceSource.Hostdev _,
                    InterfaceSource.Internal _,
                    InterfaceSource.Socket _,
                    InterfaceSource.Vdpa _,
                    InterfaceSource.VhostUser _,
                    InterfaceSource.Vds _ -> {
                remarks.unsupported(
                        path + "/@type",
                        "Xen guests have no interfaces of type '" + nic.source().type() + "'",
                        "bridge, network or ethernet");
                return false;
            }
        }
        return true;
    }

    /// Addresses that the script lets through, parted by blanks as Xen's scripts expect them.
    private static Optional<String> addresses(NetworkInterface nic) {
        List<XmlElement> elements = nic.kept().elements("ip");
        String text =
                elements.stream()
                        .flatMap(ip -> ip.attribute("address").stream())
                        .collect(Collectors.joining(" "));
        return Optional.of(text).filter(t -> !t.isEmpty());
    }
}
