package org.ostler.driver.qemu;

import org.ostler.api.Fault;
import org.ostler.api.log.LateLogger;
import org.ostler.driver.qemu.QemuRecord.BorrowedFile;
import org.ostler.model.Disk;
import org.ostler.model.DomainSpec;
import org.ostler.posix.PosixException;
import org.ostler.posix.Users;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Lets QEMU's user at the files of a guest while it runs, and gives them back at its end.
///
/// A file that QEMU's user can read anyway (and needs only to be read) is left alone. Stateless;
/// what was changed is in the guest's [QemuRecord]. Ownership is changed by path: directories
/// through which others can put links in place are not for images of a root daemon.
final class HostFiles {
    private static final Logger LOG = LateLogger.of(HostFiles.class);

    private final RunAs runAs;

    HostFiles(RunAs runAs) {
        this.runAs = runAs;
    }

    /// Makes the guest's own directory, for QEMU's user alone; that user may pass through the two
    /// above it (the driver's run directory and `guests`), and see nothing there.
    void makeDirectory(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path guests = directory.getParent();
        for (Path above :
                guests == null ? List.<Path>of() : List.of(guests, guests.resolve(".."))) {
            Set<PosixFilePermission> may = Files.getPosixFilePermissions(above);
            if (may.add(PosixFilePermission.OTHERS_EXECUTE)) {
                Files.setPosixFilePermissions(above, may);
            }
        }
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        if (runAs instanceof RunAs.User user) {
            own(directory, uid(user), gid(user));
        }
    }

    /// Checks that what the guest needs is there, and finds what QEMU could not open; changes
    /// nothing yet.
    ///
    /// @throws Fault naming the file that cannot be used, in the system's words
    List<BorrowedFile> needed(DomainSpec spec) {
        List<BorrowedFile> needed = new ArrayList<>();
        for (Path path : written(spec)) {
            need(path, needed, false);
        }
        for (Path path : read(spec)) {
            need(path, needed, true);
        }
        return needed;
    }

    /// Hands files over to QEMU's user. Where one cannot be, the caller gives all of them back.
    ///
    /// @throws Fault naming that file, in the system's words
    void lend(List<BorrowedFile> files) {
        if (!(runAs instanceof RunAs.User user)) {
            return;
        }
        for (BorrowedFile file : files) {
            try {
                own(file.path(), uid(user), gid(user));
            } catch (IOException e) {
                throw unusable(file.path(), e);
            }
        }
    }

    private static Fault unusable(Path path, IOException e) {
        return QemuFaults.system(
                "Cannot access storage file '" + path + "'", "open", path.toString(), e);
    }

    private void need(Path path, List<BorrowedFile> needed, boolean readOnly) {
        try {
            if (!Files.exists(path)) {
                throw new NoSuchFileException(path.toString());
            }
            if (!(runAs instanceof RunAs.User user) || !Files.isRegularFile(path)) {
                return;
            }
            boolean readable =
                    Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ);
            int uid = (Integer) Files.getAttribute(path, "unix:uid");
            if (uid == uid(user) || (readOnly && readable)) {
                return;
            }
            needed.add(new BorrowedFile(path, uid, (Integer) Files.getAttribute(path, "unix:gid")));
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /// Clears away after a guest that has ended, or never ran: gives its files back and removes its
    /// directory. Whoever reads a console's log goes on to its end.
    void clearAway(QemuRecord record) {
        giveBack(record.borrowed());
        Path directory = record.directory();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
            for (Path file : all) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (NoSuchFileException never) {
            LOG.log(Level.DEBUG, () -> directory + " was never made");
        } catch (IOException | DirectoryIteratorException e) {
            LOG.log(Level.WARNING, () -> "cannot remove " + directory + ": " + Words.of(e));
        }
    }

    /// Gives files back; one that cannot be is logged, for nobody waits for it.
    private void giveBack(List<BorrowedFile> lent) {
        for (BorrowedFile file : lent) {
            try {
                own(file.path(), file.uid(), file.gid());
            } catch (IOException e) {
                LOG.log(
                        Level.WARNING,
                        () -> "cannot give " + file.path() + " back to uid " + file.uid(),
                        e);
            }
        }
    }

    private static void own(Path path, int uid, int gid) throws IOException {
        Files.setAttribute(path, "unix:uid", uid);
        Files.setAttribute(path, "unix:gid", gid);
    }

    private static int uid(RunAs.User user) throws PosixException {
        return isNumber(user.user())
                ? Integer.parseInt(user.user())
                : Users.user(user.user())
                        .orElseThrow(() -> new PosixException("getpwnam", user.user(), 2))
                        .uid();
    }

    private static int gid(RunAs.User user) throws PosixException {
        return isNumber(user.group())
                ? Integer.parseInt(user.group())
                : Users.group(user.group())
                        .orElseThrow(() -> new PosixException("getgrnam", user.group(), 2))
                        .gid();
    }

    private static boolean isNumber(String word) {
        return !word.isEmpty()
                && word.length() < 10
                && word.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Set<Path> written(DomainSpec spec) {
        Set<Path> paths = new LinkedHashSet<>();
        for (Disk disk : spec.devices().disks()) {
            if (!disk.readonly()) {
                source(disk, paths);
            }
        }
        return paths;
    }

    private static Set<Path> read(DomainSpec spec) {
        Set<Path> paths = new LinkedHashSet<>();
        for (Disk disk : spec.devices().disks()) {
            if (disk.readonly()) {
                source(disk, paths);
            }
        }
        spec.os().kernel().map(Path::of).ifPresent(paths::add);
        spec.os().initrd().map(Path::of).ifPresent(paths::add);
        return paths;
    }

    private static void source(Disk disk, Set<Path> paths) {
        disk.source().hostPath().map(Path::of).ifPresent(paths::add);
    }
}
