package org.ostler.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Where a disk's contents come from: the attribute `type` of `<disk>` and its element `<source>`.
public sealed interface DiskSource {
    /// The word in the attribute `type`.
    String type();

    /// What `<source>` has besides, under the name `source`.
    Kept kept();

    /// Whether there is nothing in the drive.
    boolean isEmpty();

    /// The host path of a file, block device or directory.
    default Optional<String> hostPath() {
        return Optional.empty();
    }

    /// A file on the host; empty for a drive without medium.
    ///
    /// @param startupPolicy what happens when the file is missing: `mandatory`, `requisite` or
    ///   `optional`
    record File(Optional<String> file, Optional<String> startupPolicy, Kept kept)
            implements DiskSource {
        private static final Fields<File> F = Fields.of("disk");
        private static final Fields<File> SOURCE =
                F.in("source").untypedAttributes("index", "fdgroup");
        private static final Field<File, Optional<String>> FILE =
                SOURCE.optional("file", Codec.TEXT, File::file);
        private static final Field<File, Optional<String>> POLICY =
                SOURCE.optional("startupPolicy", SourceParts.POLICIES, File::startupPolicy);
        static final Shape<File> SHAPE = shape();

        private static Shape<File> shape() {
            SOURCE.untyped(SourceParts.DETAILS);
            return F.shape(v -> new File(v.get(FILE), v.get(POLICY), v.kept()), File::kept);
        }

        public File {
            file = file.filter(path -> !path.isEmpty());
        }

        public File(String file) {
            this(Optional.of(file), Optional.empty(), Kept.NONE);
        }

        @Override
        public String type() {
            return "file";
        }

        @Override
        public boolean isEmpty() {
            return file.isEmpty();
        }

        @Override
        public Optional<String> hostPath() {
            return file;
        }
    }

    /// A block device of the host; empty for a drive without medium.
    record Block(Optional<String> dev, Optional<String> startupPolicy, Kept kept)
            implements DiskSource {
        private static final Fields<Block> F = Fields.of("disk");
        private static final Fields<Block> SOURCE = F.in("source").untypedAttributes("index");
        private static final Field<Block, Optional<String>> DEV =
                SOURCE.optional("dev", Codec.TEXT, Block::dev);
        private static final Field<Block, Optional<String>> POLICY =
                SOURCE.optional("startupPolicy", SourceParts.POLICIES, Block::startupPolicy);
        static final Shape<Block> SHAPE = shape();

        private static Shape<Block> shape() {
            SOURCE.untyped(SourceParts.DETAILS);
            return F.shape(v -> new Block(v.get(DEV), v.get(POLICY), v.kept()), Block::kept);
        }

        public Block {
            dev = dev.filter(path -> !path.isEmpty());
        }

        public Block(String dev) {
            this(Optional.of(dev), Optional.empty(), Kept.NONE);
        }

        @Override
        public String type() {
            return "block";
        }

        @Override
        public boolean isEmpty() {
            return dev.isEmpty();
        }

        @Override
        public Optional<String> hostPath() {
            return dev;
        }
    }

    /// A directory of the host that is shown as a FAT disk.
    record Dir(Optional<String> dir, Optional<String> startupPolicy, Kept kept)
            implements DiskSource {
        private static final Fields<Dir> F = Fields.of("disk");
        private static final Fields<Dir> SOURCE = F.in("source").untypedAttributes("index");
        private static final Field<Dir, Optional<String>> DIR =
                SOURCE.optional("dir", Codec.TEXT, Dir::dir);
        private static final Field<Dir, Optional<String>> POLICY =
                SOURCE.optional("startupPolicy", SourceParts.POLICIES, Dir::startupPolicy);
        static final Shape<Dir> SHAPE = shape();

        private static Shape<Dir> shape() {
            SOURCE.untyped(SourceParts.DETAILS);
            return F.shape(v -> new Dir(v.get(DIR), v.get(POLICY), v.kept()), Dir::kept);
        }

        @Override
        public String type() {
            return "dir";
        }

        @Override
        public boolean isEmpty() {
            return dir.isEmpty();
        }

        @Override
        public Optional<String> hostPath() {
            return dir;
        }
    }

    /// A disk reached over a network.
    ///
    /// @param protocol `nbd`, `rbd`, `sheepdog`, `gluster`, `iscsi`, `http`, `https`, `ftp`,
    ///   `ftps`, `tftp`, `vxhs`, `nfs` or `ssh`
    /// @param name the volume or path there
    /// @param hosts where to reach it, in the order in which they are tried
    record Network(Optional<String> protocol, Optional<String> name, List<Host> hosts, Kept kept)
            implements DiskSource {
        private static final Fields<Network> F = Fields.of("disk");
        private static final Fields<Network> SOURCE =
                F.in("source")
                        .untypedAttributes("index", "tls", "tlsHostname", "query", "startupPolicy");
        private static final Field<Network, Optional<String>> PROTOCOL =
                SOURCE.optional("protocol", protocols(), Network::protocol);
        private static final Field<Network, Optional<String>> NAME =
                SOURCE.optional("name", Codec.TEXT, Network::name);
        private static final Field<Network, List<Host>> HOSTS =
                SOURCE.many("host", Host.SHAPE, Network::hosts);
        static final Shape<Network> SHAPE = shape();

        private static Shape<Network> shape() {
            SOURCE.untyped(SourceParts.DETAILS);
            return F.shape(
                    v -> new Network(v.get(PROTOCOL), v.get(NAME), v.get(HOSTS), v.kept()),
                    Network::kept);
        }

        private static Codec<String> protocols() {
            return Codec.words(
                    "nbd",
                    "rbd",
                    "sheepdog",
                    "gluster",
                    "iscsi",
                    "http",
                    "https",
                    "ftp",
                    "ftps",
                    "tftp",
                    "vxhs",
                    "nfs",
                    "ssh");
        }

        public Network {
            hosts = List.copyOf(hosts);
        }

        @Override
        public String type() {
            return "network";
        }

        @Override
        public boolean isEmpty() {
            return protocol.isEmpty();
        }
    }

    /// A server of a network disk.
    ///
    /// @param transport `tcp`, `unix` or `rdma`
    record Host(
            Optional<String> name,
            OptionalInt port,
            Optional<String> transport,
            Optional<String> socket,
            Kept kept) {
        private static final Fields<Host> F = Fields.of("host");
        private static final Field<Host, Optional<String>> NAME =
                F.optional("name", Codec.TEXT, Host::name);
        private static final Field<Host, OptionalInt> PORT =
                F.optionalInt("port", Codec.number(0, 0xffff), Host::port);
        private static final Field<Host, Optional<String>> TRANSPORT =
                F.optional("transport", Codec.words("tcp", "unix", "rdma"), Host::transport);
        private static final Field<Host, Optional<String>> SOCKET =
                F.optional("socket", Codec.TEXT, Host::socket);
        static final Shape<Host> SHAPE =
                F.shape(
                        v ->
                                new Host(
                                        v.get(NAME),
                                        v.get(PORT),
                                        v.get(TRANSPORT),
                                        v.get(SOCKET),
                                        v.kept()),
                        Host::kept);
    }

    /// A volume of a storage pool.
    ///
    /// @param mode for iSCSI pools: `host` or `direct`
    record Volume(
            Optional<String> pool,
            Optional<String> volume,
            Optional<String> mode,
            Optional<String> startupPolicy,
            Kept kept)
            implements DiskSource {
        private static final Fields<Volume> F = Fields.of("disk");
        private static final Fields<Volume> SOURCE = F.in("source").untypedAttributes("index");
        private static final Field<Volume, Optional<String>> POOL =
                SOURCE.optional("pool", Codec.WORD, Volume::pool);
        private static final Field<Volume, Optional<String>> VOLUME =
                SOURCE.optional("volume", Codec.WORD, Volume::volume);
        private static final Field<Volume, Optional<String>> MODE =
                SOURCE.optional("mode", Codec.words("host", "direct"), Volume::mode);
        private static final Field<Volume, Optional<String>> POLICY =
                SOURCE.optional("startupPolicy", SourceParts.POLICIES, Volume::startupPolicy);
        static final Shape<Volume> SHAPE = shape();

        private static Shape<Volume> shape() {
            SOURCE.untyped(SourceParts.DETAILS);
            return F.shape(
                    v ->
                            new Volume(
                                    v.get(POOL),
                                    v.get(VOLUME),
                                    v.get(MODE),
                                    v.get(POLICY),
                                    v.kept()),
                    Volume::kept);
        }

        @Override
        public String type() {
            return "volume";
        }

        @Override
        public boolean isEmpty() {
            return volume.isEmpty();
        }
    }

    /// A source that is known by its type only (`nvme`, `vhostuser`); its element is kept.
    record Untyped(String type, Optional<XmlElement> source) implements DiskSource {
        private static final Fields<Untyped> F = Fields.of("disk");
        private static final Field<Untyped, Optional<XmlElement>> SOURCE =
                F.raw("source", Untyped::source);
        static final Shape<Untyped> SHAPE = F.shape(v -> new Untyped(v.tag(), v.get(SOURCE)));

        @Override
        public Kept kept() {
            return Kept.NONE;
        }

        @Override
        public boolean isEmpty() {
            return source.isEmpty();
        }
    }
}
