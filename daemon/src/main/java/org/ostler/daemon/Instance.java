package org.ostler.daemon;

import org.ostler.daemon.config.Directories;
import org.ostler.posix.Errno;
import org.ostler.posix.LockFile;
import org.ostler.posix.PosixException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The claim of this process on its state directory: held until it ends, however it ends.
final class Instance implements AutoCloseable {
    private final LockFile lock;

    private Instance(LockFile lock) {
        this.lock = lock;
    }

    /// Makes the directories where they are missing and takes the state directory.
    static Instance claim(Directories directories) throws StartFailure {
        // What is in it is its owner's alone; guests of other users may have theirs below.
        directory(directories.state(), "rwx--x--x");
        directory(directories.run(), "rwx--x--x");
        directory(directories.log(), "rwx--x--x");
        directory(directories.cache(), "rwx--x--x");
        Path file = directories.state().resolve("daemon.lock");
        try {
            return new Instance(LockFile.acquire(file));
        } catch (PosixException e) {
            if (e.is(Errno.EAGAIN)) {
                throw new StartFailure(
                        StartFailure.OCCUPIED,
                        "another daemon works on this state: "
                                + e.subject()
                                + "; stop it, or choose another --state-dir");
            }
            throw new StartFailure(
                    StartFailure.REFUSED, "cannot lock " + file + ": " + e.getMessage());
        } catch (IOException e) {
            throw new StartFailure(StartFailure.REFUSED, "cannot lock " + file + ": " + e);
        }
    }

    private static void directory(Path directory, String permissions) throws StartFailure {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(
                        directory,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString(permissions)));
            }
        } catch (IOException e) {
            throw new StartFailure(
                    StartFailure.REFUSED, "cannot make the directory " + directory + ": " + e);
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
