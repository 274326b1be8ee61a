package org.ostler.driver.qemu;

import org.ostler.api.Fault;
import org.ostler.driver.qemu.QemuRecord.BorrowedFile;
import org.ostler.model.Disk;
import org.ostler.model.DomainSpec;
import org.ostler.posix.PosixException;
import org.ostler.posix.Users;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
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
    private static final Logger LOG = System.getLogger(HostFiles.class.getName());

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

    /// Checks that what the guest needs is there, and hands over what QEMU could not open.
    ///
    /// @throws Fault naming the file that cannot be used, in the system's words
    List<BorrowedFile> lend(DomainSpec spec) {
        List<BorrowedFile> lent = new ArrayList<>();
        try {
            for (Path path : written(spec)) {
                lend(path, lent, false);
            }
            for (Path path : read(spec)) {
                lend(path, lent, true);
            }
            return lent;
        } catch (Fault fault) {
            giveBack(lent);
            throw fault;
        }
    }

    private void lend(Path path, List<BorrowedFile> lent, boolean readOnly) {
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
            lent.add(new BorrowedFile(path, uid, (Integer) Files.getAttribute(path, "unix:gid")));
            own(path, uid(user), gid(user));
        } catch (IOException e) {
            throw QemuFaults.system(
                    "Cannot access storage file '" + path + "'", "open", path.toString(), e);
        }
    }

    /// Gives files back; one that cannot be is logged, for nobody waits for it.
    void giveBack(List<BorrowedFile> lent) {
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
