package org.ostler.driver.qemu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What is written down of a running guest, so that another run of the daemon finds it again.
///
/// It is written twice: before QEMU is launched, without a process, so that no crash of the daemon
/// loses a QEMU that it has just launched; and again once there is a process.
///
/// @param process which process it is; [#NO_PROCESS] while none is known
/// @param directory its directory, with the monitor's socket
/// @param binary the QEMU that runs it
/// @param borrowed files whose owner was changed for it, to be given back at its end
record QemuRecord(
        ProcessIdentity process, Path directory, Path binary, List<BorrowedFile> borrowed) {
    private static final int FORMAT = 1;
    private static final ProcessIdentity NO_PROCESS = new ProcessIdentity(0, 0, "");

    QemuRecord {
        borrowed = List.copyOf(borrowed);
    }

    /// A file that belongs to QEMU's user while the guest runs.
    ///
    /// @param uid whom it belonged to before
    /// @param gid which group it belonged to before
    record BorrowedFile(Path path, int uid, int gid) {}

    /// What is known before a launch.
    static QemuRecord ofLaunch(Path directory, Path binary, List<BorrowedFile> borrowed) {
        return new QemuRecord(NO_PROCESS, directory, binary, borrowed);
    }

    /// The same with the process that was launched.
    QemuRecord with(ProcessIdentity launched) {
        return new QemuRecord(launched, directory, binary, borrowed);
    }

    /// Whether its process is known.
    boolean hasProcess() {
        return !process.equals(NO_PROCESS);
    }

    GuestPaths paths() {
        return new GuestPaths(directory);
    }

    /// The record as text.
    String text() {
        List<Json> files = new ArrayList<>();
        for (BorrowedFile file : borrowed) {
            files.add(
                    Json.object()
                            .put("path", file.path().toString())
                            .put("uid", file.uid())
                            .put("gid", file.gid())
                            .build());
        }
        return JsonText.write(
                Json.object()
                        .put("format", FORMAT)
                        .put("pid", process.pid())
                        .put("startTicks", process.startTicks())
                        .put("bootId", process.bootId())
                        .put("directory", directory.toString())
                        .put("binary", binary.toString())
                        .put("borrowed", new Json.Arr(files))
                        .build());
    }

    /// Reads a record.
    ///
    /// @throws IOException when it is none, with the reason
    static QemuRecord parse(String text) throws IOException {
        Json.Obj o = JsonText.parse(text.getBytes(StandardCharsets.UTF_8)).asObject();
        long format = o.integer("format").orElse(0L);
        if (format < 1 || format > FORMAT) {
            throw new IOException("a guest's record has format " + format + "; known is " + FORMAT);
        }
        List<BorrowedFile> files = new ArrayList<>();
        for (Json.Obj file : o.members().getOrDefault("borrowed", Json.Obj.EMPTY).asObjects()) {
            files.add(
                    new BorrowedFile(
                            Path.of(word(file, "path")),
                            (int) number(file, "uid"),
                            (int) number(file, "gid")));
        }
        return new QemuRecord(
                new ProcessIdentity(number(o, "pid"), number(o, "startTicks"), word(o, "bootId")),
                Path.of(word(o, "directory")),
                Path.of(word(o, "binary")),
                files);
    }

    private static String word(Json.Obj o, String name) throws IOException {
        return o.string(name).orElseThrow(() -> new IOException("a guest's record has no " + name));
    }

    private static long number(Json.Obj o, String name) throws IOException {
        return o.integer(name)
                .orElseThrow(() -> new IOException("a guest's record has no " + name));
    }
}
