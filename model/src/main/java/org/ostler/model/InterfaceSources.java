package org.ostler.model;

import java.util.List;

/// How the attribute `type` of `<interface>` chooses the kind of connection; user without it, as in
/// libvirt.
final class InterfaceSources {
    static final Variants<InterfaceSource> VARIANTS =
            Variants.<InterfaceSource>by("type")
                    .when("network", InterfaceSource.Network.class, InterfaceSource.Network.SHAPE)
                    .when("bridge", InterfaceSource.Bridge.class, InterfaceSource.Bridge.SHAPE)
                    .when(
                            "ethernet",
                            InterfaceSource.Ethernet.class,
                            InterfaceSource.Ethernet.SHAPE)
                    .when("user", InterfaceSource.User.class, InterfaceSource.User.SHAPE)
                    .when("direct", InterfaceSource.Direct.class, InterfaceSource.Direct.SHAPE)
                    .when("hostdev", InterfaceSource.Hostdev.class, InterfaceSource.Hostdev.SHAPE)
                    .when(
                            "internal",
                            InterfaceSource.Internal.class,
                            InterfaceSource.Internal.SHAPE)
                    .when("vdpa", InterfaceSource.Vdpa.class, InterfaceSource.Vdpa.SHAPE)
                    .when(
                            "vhostuser",
                            InterfaceSource.VhostUser.class,
                            InterfaceSource.VhostUser.SHAPE)
                    .when("vds", InterfaceSource.Vds.class, InterfaceSource.Vds.SHAPE)
                    .when(
                            List.of("server", "client", "mcast", "udp"),
                            InterfaceSource.Socket.class,
                            InterfaceSource.Socket.SHAPE,
                            InterfaceSource.Socket::type)
                    .otherwise("user");

    private InterfaceSources() {}
}
