package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Place;
import org.ostler.model.Shape;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A running copy of a domain's disks: what `<domainbackup>` describes.
///
/// @param incremental the checkpoint since which it copies
/// @param server where the copy is fetched, in mode `pull`
public record DomainBackup(
        String mode,
        OptionalInt id,
        Optional<String> incremental,
        Optional<Server> server,
        List<BackupDisk> disks,
        Kept kept) {
    private static final Fields<DomainBackup> F = Fields.of("domainbackup");
    private static final Field<DomainBackup, String> MODE =
            F.attribute("mode", Codec.words("push", "pull"), "push", DomainBackup::mode);
    private static final Field<DomainBackup, OptionalInt> ID =
            F.optionalInt("id", Codec.number(0, 2147483647), DomainBackup::id);
    private static final Field<DomainBackup, Optional<String>> INCREMENTAL =
            F.optionalText("incremental", Codec.WORD, DomainBackup::incremental);
    private static final Field<DomainBackup, Optional<Server>> SERVER =
            F.maybe("server", Server.SHAPE, DomainBackup::server);
    private static final Fields<DomainBackup> DISKS_IN = F.in("disks");
    private static final Field<DomainBackup, List<BackupDisk>> DISKS =
            DISKS_IN.many("disk", BackupDisk.SHAPE, DomainBackup::disks);
    static final Shape<DomainBackup> SHAPE =
            F.shape(
                    v ->
                            new DomainBackup(
                                    v.get(MODE),
                                    v.get(ID),
                                    v.get(INCREMENTAL),
                                    v.get(SERVER),
                                    v.get(DISKS),
                                    v.kept()),
                    DomainBackup::kept);

    public DomainBackup {
        disks = List.copyOf(disks);
        if (server.isPresent() && mode.equals("push")) {
            throw new IllegalArgumentException("element 'server' needs mode='pull'");
        }
    }

    /// Where a copy is fetched.
    public record Server(
            String transport,
            Optional<Boolean> tls,
            Optional<String> name,
            OptionalInt port,
            Optional<String> socket,
            Kept kept) {
        private static final Fields<Server> F = Fields.of("server");
        private static final Field<Server, String> TRANSPORT =
                F.attribute("transport", Codec.words("tcp", "unix"), "tcp", Server::transport);
        private static final Field<Server, Optional<Boolean>> TLS =
                F.optional("tls", Codec.YES_NO, Server::tls);
        private static final Field<Server, Optional<String>> NAME =
                F.optional("name", Codec.WORD, Server::name);
        private static final Field<Server, OptionalInt> PORT =
                F.optionalInt("port", Codec.number(0, 65535), Server::port);
        private static final Field<Server, Optional<String>> SOCKET =
                F.optional("socket", Codec.WORD, Server::socket);
        static final Shape<Server> SHAPE =
                F.shape(
                        v ->
                                new Server(
                                        v.get(TRANSPORT),
                                        v.get(TLS),
                                        v.get(NAME),
                                        v.get(PORT),
                                        v.get(SOCKET),
                                        v.kept()),
                        Server::kept);
    }

    /// What a backup does with one disk.
    public record BackupDisk(
            String name,
            Optional<Boolean> backup,
            Optional<String> type,
            Optional<String> backupmode,
            Optional<String> incremental,
            Optional<String> exportname,
            Optional<String> exportbitmap,
            OptionalInt index,
            Optional<Driver> driver,
            Optional<Place> target,
            Optional<Place> scratch,
            Kept kept) {
        private static final Fields<BackupDisk> F = Fields.of("disk");
        private static final Field<BackupDisk, String> NAME =
                F.required("name", Codec.WORD, BackupDisk::name);
        private static final Field<BackupDisk, Optional<Boolean>> BACKUP =
                F.optional("backup", Codec.YES_NO, BackupDisk::backup);
        private static final Field<BackupDisk, Optional<String>> TYPE =
                F.optional("type", Codec.words("file", "block"), BackupDisk::type);
        private static final Field<BackupDisk, Optional<String>> BACKUPMODE =
                F.optional(
                        "backupmode", Codec.words("full", "incremental"), BackupDisk::backupmode);
        private static final Field<BackupDisk, Optional<String>> INCREMENTAL =
                F.optional("incremental", Codec.WORD, BackupDisk::incremental);
        private static final Field<BackupDisk, Optional<String>> EXPORTNAME =
                F.optional("exportname", Codec.WORD, BackupDisk::exportname);
        private static final Field<BackupDisk, Optional<String>> EXPORTBITMAP =
                F.optional("exportbitmap", Codec.WORD, BackupDisk::exportbitmap);
        private static final Field<BackupDisk, OptionalInt> INDEX =
                F.optionalInt("index", Codec.number(0, 2147483647), BackupDisk::index);
        private static final Field<BackupDisk, Optional<Driver>> DRIVER =
                F.maybe("driver", Driver.SHAPE, BackupDisk::driver);
        private static final Field<BackupDisk, Optional<Place>> TARGET =
                F.maybe("target", Place.SHAPE, BackupDisk::target);
        private static final Field<BackupDisk, Optional<Place>> SCRATCH =
                F.maybe("scratch", Place.SHAPE, BackupDisk::scratch);
        static final Shape<BackupDisk> SHAPE =
                F.shape(
                        v ->
                                new BackupDisk(
                                        v.get(NAME),
                                        v.get(BACKUP),
                                        v.get(TYPE),
                                        v.get(BACKUPMODE),
                                        v.get(INCREMENTAL),
                                        v.get(EXPORTNAME),
                                        v.get(EXPORTBITMAP),
                                        v.get(INDEX),
                                        v.get(DRIVER),
                                        v.get(TARGET),
                                        v.get(SCRATCH),
                                        v.kept()),
                        BackupDisk::kept);
    }

    /// What the copy is.
    public record Driver(Optional<String> type, Kept kept) {
        private static final Fields<Driver> F = Fields.of("driver");
        private static final Field<Driver, Optional<String>> TYPE =
                F.optional("type", Codec.WORD, Driver::type);
        static final Shape<Driver> SHAPE =
                F.shape(v -> new Driver(v.get(TYPE), v.kept()), Driver::kept);
    }

    /// Where the copy, or what the guest overwrites meanwhile, goes.
    public record Place(
            Optional<String> file,
            Optional<String> dev,
            Optional<StorageEncryption> encryption,
            Kept kept) {
        private static final Fields<Place> F = Fields.of("target");
        private static final Field<Place, Optional<String>> FILE =
                F.optional("file", Codec.WORD, Place::file);
        private static final Field<Place, Optional<String>> DEV =
                F.optional("dev", Codec.WORD, Place::dev);

        static {
            F.untyped("seclabel");
        }

        private static final Field<Place, Optional<StorageEncryption>> ENCRYPTION =
                F.maybe("encryption", StorageEncryption.SHAPE, Place::encryption);
        static final Shape<Place> SHAPE =
                F.shape(
                        v -> new Place(v.get(FILE), v.get(DEV), v.get(ENCRYPTION), v.kept()),
                        Place::kept);
    }
}
