package org.ostler.engine;

import org.ostler.api.DomainStatus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// What is known of running guests, as files under the run directory: a crash of the daemon forgets
/// nothing, a reboot of the host everything (the files carry the boot that they belong to).
///
/// Files are replaced by renaming but not synced: they need to outlive the process, not the host.
///
/// Thread-safe; `numbers` guards the numbering of guests.
final class LiveStore implements LiveRecords {
    private static final String LIVE = ".live";

    private final Storage storage;
    private final Path run;
    private final Path directory;
    private final ReentrantLock numbers = new ReentrantLock();
    private int lastNumber;
    private volatile boolean closed;

    /// @param run the run directory, which exists
    /// @param directory the directory of the records in it, which exists
    LiveStore(Storage storage, Path run, Path directory) {
        this.storage = storage;
        this.run = run;
        this.directory = directory;
    }

    /// Forgets everything where it is about another boot of the host. Called first, once.
    void begin(String bootId) throws IOException {
        Path boot = run.resolve("boot");
        if (!text(boot).equals(bootId)) {
            for (String file : storage.list(directory)) {
                storage.delete(directory.resolve(file));
            }
            storage.delete(run.resolve("last-id"));
            storage.delete(run.resolve("autostarted"));
            replace(boot, bootId);
        }
        String number = text(run.resolve("last-id"));
        lastNumber = number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : 0;
    }

    /// The records that are there; what is none is put aside.
    List<LiveRecord> load(Quarantine quarantine) throws IOException {
        List<LiveRecord> records = new ArrayList<>();
        for (String file : storage.list(directory)) {
            Path path = directory.resolve(file);
            if (file.endsWith(DefinitionFiles.TEMPORARY)) {
                storage.delete(path);
            } else if (file.endsWith(LIVE)) {
                try {
                    LiveRecord record = LiveRecord.read(storage.read(path).orElse(new byte[0]));
                    lastNumber = Math.max(lastNumber, record.id().orElse(0));
                    records.add(record);
                } catch (IllegalArgumentException e) {
                    quarantine.take(path, String.valueOf(e.getMessage()));
                }
            }
        }
        return records;
    }

    @Override
    public void update(DomainVersion before, DomainVersion after) {
        Optional<LiveRecord> old = LiveRecord.of(before);
        Optional<LiveRecord> now = LiveRecord.of(after);
        if (closed || old.equals(now)) {
            return;
        }
        DomainStatus status = after.status();
        try {
            Path file = directory.resolve(FileNames.file(status.name(), LIVE));
            if (now.isPresent()) {
                replace(file, now.get().bytes());
            } else {
                storage.delete(file);
            }
        } catch (IOException e) {
            throw StorageFaults.of("cannot record the state of domain '" + status.name() + "'", e);
        }
    }

    /// Writes nothing any more: the directory may have another owner soon.
    void close() {
        closed = true;
    }

    /// A number that no guest has had since the host booted.
    int nextId() {
        numbers.lock();
        try {
            replace(run.resolve("last-id"), Integer.toString(lastNumber + 1));
            return ++lastNumber;
        } catch (IOException e) {
            throw StorageFaults.of("cannot record the number of a guest", e);
        } finally {
            numbers.unlock();
        }
    }

    /// Whether the guests that start together with the host have been started.
    boolean autostarted() throws IOException {
        return !text(run.resolve("autostarted")).isEmpty();
    }

    /// The guests that start together with the host have been started.
    void markAutostarted() throws IOException {
        replace(run.resolve("autostarted"), "done");
    }

    private String text(Path file) throws IOException {
        return storage.read(file)
                .map(content -> new String(content, StandardCharsets.UTF_8).strip())
                .orElse("");
    }

    private void replace(Path file, String text) throws IOException {
        replace(file, (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void replace(Path file, byte[] content) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + DefinitionFiles.TEMPORARY);
        storage.write(temporary, content, false);
        storage.move(temporary, file);
    }
}
