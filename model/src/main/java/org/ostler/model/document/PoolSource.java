package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Where a pool's storage comes from: `<source>`.
///
/// @param name the name there: of a volume group, a Ceph pool, a Gluster volume …
public record PoolSource(
        List<Host> hosts,
        List<Device> devices,
        Optional<Directory> dir,
        Optional<PoolAdapter> adapter,
        Optional<String> name,
        Optional<Initiator> initiator,
        Optional<StorageAuth> auth,
        Optional<PoolFormat> format,
        Optional<Protocol> protocol,
        Optional<Maker> vendor,
        Optional<Maker> product,
        Kept kept) {
    private static final Fields<PoolSource> F = Fields.of("source");
    private static final Field<PoolSource, List<Host>> HOSTS =
            F.many("host", Host.SHAPE, PoolSource::hosts);
    private static final Field<PoolSource, List<Device>> DEVICES =
            F.many("device", Device.SHAPE, PoolSource::devices);
    private static final Field<PoolSource, Optional<Directory>> DIR =
            F.maybe("dir", Directory.SHAPE, PoolSource::dir);
    private static final Field<PoolSource, Optional<PoolAdapter>> ADAPTER =
            F.maybe("adapter", PoolAdapter.SHAPE, PoolSource::adapter);
    private static final Field<PoolSource, Optional<String>> NAME =
            F.optionalText("name", Codec.TEXT, PoolSource::name);
    private static final Field<PoolSource, Optional<Initiator>> INITIATOR =
            F.maybe("initiator", Initiator.SHAPE, PoolSource::initiator);
    private static final Field<PoolSource, Optional<StorageAuth>> AUTH =
            F.maybe("auth", StorageAuth.SHAPE, PoolSource::auth);
    private static final Field<PoolSource, Optional<PoolFormat>> FORMAT =
            F.maybe("format", PoolFormat.SHAPE, PoolSource::format);
    private static final Field<PoolSource, Optional<Protocol>> PROTOCOL =
            F.maybe("protocol", Protocol.SHAPE, PoolSource::protocol);
    private static final Field<PoolSource, Optional<Maker>> VENDOR =
            F.maybe("vendor", Maker.SHAPE, PoolSource::vendor);
    private static final Field<PoolSource, Optional<Maker>> PRODUCT =
            F.maybe("product", Maker.SHAPE, PoolSource::product);

    static {
        F.neverCollapsed();
    }

    static final Shape<PoolSource> SHAPE =
            F.shape(
                    v ->
                            new PoolSource(
                                    v.get(HOSTS),
                                    v.get(DEVICES),
                                    v.get(DIR),
                                    v.get(ADAPTER),
                                    v.get(NAME),
                                    v.get(INITIATOR),
                                    v.get(AUTH),
                                    v.get(FORMAT),
                                    v.get(PROTOCOL),
                                    v.get(VENDOR),
                                    v.get(PRODUCT),
                                    v.kept()),
                    PoolSource::kept);

    public PoolSource {
        hosts = List.copyOf(hosts);
        devices = List.copyOf(devices);
    }

    /// A pool that needs no source.
    static final PoolSource NONE =
            new PoolSource(
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Kept.NONE);

    /// The same with what a pool of that type and name has where its source does not say it.
    PoolSource completed(PoolType type, String pool) {
        Optional<PoolFormat> known =
                format.or(() -> type.format().map(word -> new PoolFormat(word, Kept.NONE)));
        Optional<Directory> root =
                type == PoolType.GLUSTER
                        ? dir.or(() -> Optional.of(new Directory("/", Kept.NONE)))
                        : dir;
        Optional<String> named = type.isNamed() ? name.or(() -> Optional.of(pool)) : name;
        return new PoolSource(
                hosts, devices, root, adapter, named, initiator, auth, known, protocol, vendor,
                product, kept);
    }

    /// A server.
    public record Host(String name, OptionalInt port, Kept kept) {
        private static final Fields<Host> F = Fields.of("host");
        private static final Field<Host, String> NAME = F.required("name", Codec.WORD, Host::name);
        private static final Field<Host, OptionalInt> PORT =
                F.optionalInt("port", Codec.number(1, 65535), Host::port);
        static final Shape<Host> SHAPE =
                F.shape(v -> new Host(v.get(NAME), v.get(PORT), v.kept()), Host::kept);
    }

    /// A device of the host, or a target of iSCSI.
    ///
    /// @param partSeparator whether a `p` comes before the number of a partition
    public record Device(String path, Optional<Boolean> partSeparator, Kept kept) {
        private static final Fields<Device> F = Fields.of("device");
        private static final Field<Device, String> PATH =
                F.required("path", Codec.WORD, Device::path);
        private static final Field<Device, Optional<Boolean>> PART_SEPARATOR =
                F.optional("part_separator", Codec.YES_NO, Device::partSeparator);

        static {
            F.reported("freeExtent");
        }

        static final Shape<Device> SHAPE =
                F.shape(
                        v -> new Device(v.get(PATH), v.get(PART_SEPARATOR), v.kept()),
                        Device::kept);
    }

    /// A directory there.
    public record Directory(String path, Kept kept) {
        private static final Fields<Directory> F = Fields.of("dir");
        private static final Field<Directory, String> PATH =
                F.required("path", DocumentCodecs.PATH, Directory::path);
        static final Shape<Directory> SHAPE =
                F.shape(v -> new Directory(v.get(PATH), v.kept()), Directory::kept);
    }

    /// Who the host is to a target of iSCSI.
    public record Initiator(Iqn iqn, Kept kept) {
        private static final Fields<Initiator> F = Fields.of("initiator");
        private static final Field<Initiator, Iqn> IQN = F.one("iqn", Iqn.SHAPE, Initiator::iqn);
        static final Shape<Initiator> SHAPE =
                F.shape(v -> new Initiator(v.get(IQN), v.kept()), Initiator::kept);
    }

    /// A name of iSCSI.
    public record Iqn(String name, Kept kept) {
        private static final Fields<Iqn> F = Fields.of("iqn");
        private static final Field<Iqn, String> NAME = F.required("name", Codec.WORD, Iqn::name);
        static final Shape<Iqn> SHAPE = F.shape(v -> new Iqn(v.get(NAME), v.kept()), Iqn::kept);
    }

    /// The version of the protocol.
    public record Protocol(String ver, Kept kept) {
        private static final Fields<Protocol> F = Fields.of("protocol");
        private static final Field<Protocol, String> VER =
                F.required("ver", Codec.WORD, Protocol::ver);
        static final Shape<Protocol> SHAPE =
                F.shape(v -> new Protocol(v.get(VER), v.kept()), Protocol::kept);
    }

    /// Who made it, or what it is called.
    public record Maker(String name, Kept kept) {
        private static final Fields<Maker> F = Fields.of("vendor");
        private static final Field<Maker, String> NAME =
                F.required("name", Codec.WORD, Maker::name);
        static final Shape<Maker> SHAPE =
                F.shape(v -> new Maker(v.get(NAME), v.kept()), Maker::kept);
    }
}
