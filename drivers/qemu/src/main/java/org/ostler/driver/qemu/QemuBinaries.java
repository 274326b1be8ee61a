package org.ostler.driver.qemu;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import org.ostler.api.log.LateLogger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// What each QEMU binary of the host can do: probed once, kept in memory and on disk until the
/// binary changes.
///
/// Thread-safe and lazy: nothing happens before the first question, and questions about one binary
/// wait for one probe. A kept answer holds while path, size and modification time of the binary are
/// the same, those of QEMU's module directories too (a package that adds a module adds devices),
/// and /dev/kvm is there or not as before. Files of the cache are versioned, written whole or not
/// at all, and ignored when they cannot be read.
public final class QemuBinaries {
    private static final System.Logger LOG = LateLogger.of(QemuBinaries.class);
    private static final long FORMAT = 1;
    private static final long MAX_FILE_BYTES = 4 << 20;

    private final Path cache;
    private final QemuProbe probe;
    private final Map<Path, Entry> entries = new ConcurrentHashMap<>();

    /// One binary; `known` is guarded by `lock`, which is held while it is probed.
    private static final class Entry {
        private final ReentrantLock lock = new ReentrantLock();
        private Optional<Known> known = Optional.empty();
    }

    private record Known(String stamp, QemuBinary binary) {}

    /// Keeps answers in a directory, which is created when needed.
    ///
    /// @param runAs under which identity binaries are run; the same as guests
    public QemuBinaries(Path cache, RunAs runAs) {
        this.cache = cache;
        this.probe = new QemuProbe(runAs);
    }

    /// What the binary can do. A few µs when it is known; else some 200 ms for the probe, at most
    /// about 10 s.
    public QemuBinary get(Path binary) throws QemuProbeException {
        String stamp = stamp(binary);
        Entry entry = entries.computeIfAbsent(binary, p -> new Entry());
        entry.lock.lock();
        try {
            if (entry.known.isPresent() && entry.known.get().stamp.equals(stamp)) {
                return entry.known.get().binary;
            }
            Optional<QemuBinary> kept = load(binary, stamp);
            QemuBinary found = kept.isPresent() ? kept.get() : probe.probe(binary);
            if (kept.isEmpty()) {
                save(binary, stamp, found);
            }
            entry.known = Optional.of(new Known(stamp, found));
            return found;
        } finally {
            entry.lock.unlock();
        }
    }

    private static String stamp(Path binary) throws QemuProbeException {
        try {
            BasicFileAttributes a = Files.readAttributes(binary, BasicFileAttributes.class);
            return a.size()
                    + " "
                    + a.lastModifiedTime()
                    + " "
                    + moduleStamp(binary)
                    + (QemuProbe.kvmNodePresent() ? "kvm" : "");
        } catch (NoSuchFileException e) {
            throw new QemuProbeException("emulator " + binary + " does not exist", e);
        } catch (IOException e) {
            throw new QemuProbeException(
                    "cannot look at emulator " + binary + ": " + Words.of(e), e);
        }
    }

    /// Modification times of the directories where distributions put QEMU's modules.
    private static String moduleStamp(Path binary) throws IOException {
        StringBuilder stamp = new StringBuilder();
        Path bin = binary.getParent();
        Path prefix = bin == null ? null : bin.getParent();
        if (prefix == null) {
            return "";
        }
        String triplet = System.getProperty("os.arch").replace("amd64", "x86_64") + "-linux-gnu";
        for (String dir : new String[] {"lib/qemu", "lib64/qemu", "lib/" + triplet + "/qemu"}) {
            Path modules = prefix.resolve(dir);
            if (Files.isDirectory(modules)) {
                stamp.append(Files.getLastModifiedTime(modules)).append(' ');
            }
        }
        return stamp.toString();
    }

    private Path file(Path binary) {
        String name = binary.toString().replace("%", "%25").replace("/", "%2f");
        return cache.resolve(name + ".json");
    }

    private Optional<QemuBinary> load(Path binary, String stamp) {
        Path file = file(binary);
        try {
            if (!Files.exists(file) || Files.size(file) > MAX_FILE_BYTES) {
                return Optional.empty();
            }
            Json.Obj o = JsonText.parse(Files.readAllBytes(file)).asObject();
            boolean current =
                    o.integer("format").filter(f -> f == FORMAT).isPresent()
                            && o.string("stamp").filter(stamp::equals).isPresent();
            if (!current) {
                return Optional.empty();
            }
            QemuBinary read = QemuBinaryJson.read(o.object("binary"));
            return read.path().equals(binary) ? Optional.of(read) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            LOG.log(INFO, () -> "ignoring " + file + ", which cannot be read: " + Words.of(e));
            return Optional.empty();
        }
    }

    /// A cache that cannot be written costs time, not function.
    private void save(Path binary, String stamp, QemuBinary found) {
        Path file = file(binary);
        try {
            Files.createDirectories(cache);
            Json.Obj content =
                    Json.object()
                            .put("format", FORMAT)
                            .put("stamp", stamp)
                            .put("binary", QemuBinaryJson.write(found))
                            .build();
            Path temporary =
                    Files.createTempFile(
                            cache,
                            ".new",
                            ".json",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            try {
                Files.write(temporary, JsonText.writeBytes(content));
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            LOG.log(WARNING, () -> "cannot write " + file + ": " + Words.of(e));
        }
    }
}
