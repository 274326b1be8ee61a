package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

import java.util.List;
import java.util.Optional;

/// A device of the host: what `<device>` describes.
///
/// @param name chosen by the host for a device that is to be made
/// @param path in sysfs
/// @param capabilities what it can do; one kind for most devices
public record NodeDevice(
        Optional<String> name,
        Optional<String> path,
        List<DevNode> nodes,
        Optional<Parent> parent,
        Optional<Driver> driver,
        List<Part> capabilities,
        Kept kept) {
    private static final Fields<NodeDevice> F = Fields.of("device");
    private static final Field<NodeDevice, Optional<String>> NAME =
            F.optionalText("name", Codec.WORD, NodeDevice::name);
    private static final Field<NodeDevice, Optional<String>> PATH =
            F.optionalText("path", Codec.TEXT, NodeDevice::path);
    private static final Field<NodeDevice, List<DevNode>> NODES =
            F.many("devnode", DevNode.SHAPE, NodeDevice::nodes);
    private static final Field<NodeDevice, Optional<Parent>> PARENT =
            F.maybe("parent", Parent.SHAPE, NodeDevice::parent);
    private static final Field<NodeDevice, Optional<Driver>> DRIVER =
            F.maybe("driver", Driver.SHAPE, NodeDevice::driver);
    private static final Field<NodeDevice, List<Part>> CAPABILITIES =
            F.many("capability", NodeDeviceShapes.CAPABILITY, NodeDevice::capabilities);
    static final Shape<NodeDevice> SHAPE =
            F.shape(
                    v ->
                            new NodeDevice(
                                    v.get(NAME),
                                    v.get(PATH),
                                    v.get(NODES),
                                    v.get(PARENT),
                                    v.get(DRIVER),
                                    v.get(CAPABILITIES),
                                    v.kept()),
                    NodeDevice::kept);

    public NodeDevice {
        nodes = List.copyOf(nodes);
        capabilities = List.copyOf(capabilities);
    }

    /// A file in /dev.
    public record DevNode(String type, String path, Kept kept) {
        private static final Fields<DevNode> F = Fields.of("devnode");
        private static final Field<DevNode, String> TYPE =
                F.required("type", Codec.words("dev", "link"), DevNode::type);
        private static final Field<DevNode, String> PATH = F.content(Codec.WORD, DevNode::path);
        static final Shape<DevNode> SHAPE =
                F.shape(v -> new DevNode(v.get(TYPE), v.get(PATH), v.kept()), DevNode::kept);
    }

    /// The device that it hangs on: its name, or an adapter's world wide names.
    public record Parent(
            Optional<String> wwnn,
            Optional<String> wwpn,
            Optional<String> fabricWwn,
            String name,
            Kept kept) {
        private static final Fields<Parent> F = Fields.of("parent");
        private static final Field<Parent, Optional<String>> WWNN =
                F.optional("wwnn", DocumentCodecs.WWN, Parent::wwnn);
        private static final Field<Parent, Optional<String>> WWPN =
                F.optional("wwpn", DocumentCodecs.WWN, Parent::wwpn);
        private static final Field<Parent, Optional<String>> FABRIC_WWN =
                F.optional("fabric_wwn", DocumentCodecs.WWN, Parent::fabricWwn);
        private static final Field<Parent, String> NAME = F.content(Codec.TEXT, Parent::name);
        static final Shape<Parent> SHAPE =
                F.shape(
                        v ->
                                new Parent(
                                        v.get(WWNN),
                                        v.get(WWPN),
                                        v.get(FABRIC_WWN),
                                        v.get(NAME),
                                        v.kept()),
                        Parent::kept);
    }

    /// The kernel's driver.
    public record Driver(Optional<String> name, Kept kept) {
        private static final Fields<Driver> F = Fields.of("driver");
        private static final Field<Driver, Optional<String>> NAME =
                F.optionalText("name", Codec.WORD, Driver::name);
        static final Shape<Driver> SHAPE =
                F.shape(v -> new Driver(v.get(NAME), v.kept()), Driver::kept);
    }
}
