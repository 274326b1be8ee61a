package org.ostler.engine;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The directories of one engine, taken by it alone as long as it lives.
///
/// Opened and closed by the engine; immutable in between.
final class StateHome implements AutoCloseable {
    private static final String FORMAT_KIND = "ostler-state";
    private static final int FORMAT_VERSION = 1;

    private final Storage storage;
    private final EnginePaths paths;
    private final Closeable lock;

    private StateHome(Storage storage, EnginePaths paths, Closeable lock) {
        this.storage = storage;
        this.paths = paths;
        this.lock = lock;
    }

    /// Takes the directories, and makes them where they are missing.
    ///
    /// @throws Fault when another engine has them, or they were written by a newer version
    static StateHome open(Storage storage, EnginePaths paths) {
        try {
            storage.createDirectories(paths.state(), true);
            storage.createDirectories(paths.run(), false);
            storage.createDirectories(paths.log(), false);
            storage.createDirectories(paths.cache(), false);
            Closeable lock =
                    storage.lock(
                                    paths.state().resolve("lock"),
                                    "pid " + ProcessHandle.current().pid())
                            .orElseThrow(() -> taken(storage, paths));
            StateHome home = new StateHome(storage, paths, lock);
            boolean usable = false;
            try {
                home.checkFormat();
                storage.createDirectories(home.definitions(), true);
                storage.createDirectories(home.autostart(), true);
                storage.createDirectories(home.quarantine(), true);
                storage.createDirectories(home.live(), true);
                usable = true;
                return home;
            } finally {
                if (!usable) {
                    lock.close();
                }
            }
        } catch (IOException e) {
            throw StorageFaults.of("cannot open the state in " + paths.state(), e);
        }
    }

    private static Fault taken(Storage storage, EnginePaths paths) {
        String owner;
        try {
            owner =
                    storage.read(paths.state().resolve("lock"))
                            .map(text -> new String(text, StandardCharsets.UTF_8).strip())
                            .orElse("");
        } catch (IOException e) {
            owner = "";
        }
        return Fault.of(
                FaultCode.OPERATION_FAILED,
                FaultDomain.CONF,
                "operation failed: another instance uses the state in "
                        + paths.state()
                        + (owner.isEmpty() ? "" : " (" + owner + ")"));
    }

    private void checkFormat() throws IOException {
        Path file = paths.state().resolve("format");
        Optional<byte[]> content = storage.read(file);
        if (content.isEmpty()) {
            replace(file, FORMAT_KIND + " " + FORMAT_VERSION + "\n");
            return;
        }
        String text = new String(content.get(), StandardCharsets.UTF_8).strip();
        String version =
                text.startsWith(FORMAT_KIND + " ") ? text.substring(FORMAT_KIND.length() + 1) : "";
        if (!version.matches("[1-9][0-9]{0,4}") || Integer.parseInt(version) > FORMAT_VERSION) {
            throw Fault.of(
                    FaultCode.CONFIG_UNSUPPORTED,
                    FaultDomain.CONF,
                    "unsupported configuration: "
                            + file
                            + " says '"
                            + text
                            + "'; this version reads '"
                            + FORMAT_KIND
                            + " 1' to '"
                            + FORMAT_KIND
                            + " "
                            + FORMAT_VERSION
                            + "', so a newer one has written it");
        }
    }

    /// The identity of the host in the capabilities document; chosen once.
    UUID hostUuid() throws IOException {
        Path file = paths.state().resolve("host-uuid");
        String known =
                storage.read(file)
                        .map(content -> new String(content, StandardCharsets.UTF_8).strip())
                        .orElse("");
        try {
            return UUID.fromString(known);
        } catch (IllegalArgumentException e) {
            UUID chosen = RandomUuids.next();
            replace(file, chosen + "\n");
            return chosen;
        }
    }

    Path definitions() {
        return paths.state().resolve("domains");
    }

    Path autostart() {
        return definitions().resolve("autostart");
    }

    Path quarantine() {
        return paths.state().resolve("quarantine");
    }

    List<Path> journal() {
        return List.of(paths.state().resolve("journal.1"), paths.state().resolve("journal.2"));
    }

    Path live() {
        return paths.run().resolve("domains");
    }

    EnginePaths paths() {
        return paths;
    }

    private void replace(Path file, String text) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + DefinitionFiles.TEMPORARY);
        storage.write(temporary, text.getBytes(StandardCharsets.UTF_8), true);
        storage.move(temporary, file);
        storage.syncDirectory(paths.state());
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw StorageFaults.of("cannot give back the state in " + paths.state(), e);
        }
    }
}
