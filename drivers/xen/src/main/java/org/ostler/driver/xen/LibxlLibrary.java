package org.ostler.driver.xen;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Finds the libxl that belongs to the running Xen.
///
/// Several releases may be installed beside each other; a libxl of another release than the
/// hypervisor's cannot talk to it, so the newest is no better than the oldest. Where no Xen runs
/// (checks of documents, tests) any installed release of at least [XenVersion#OLDEST] does, the
/// newest first.
///
/// @param file the library
/// @param version its release
public record LibxlLibrary(Path file, XenVersion version) {
    private static final String SYSFS_VERSION = "sys/hypervisor/version";
    private static final List<String> MULTIARCH = List.of("x86_64-linux-gnu", "aarch64-linux-gnu");

    /// The library to use below a file system root, `/` in production.
    public static Optional<LibxlLibrary> find(Path root) {
        TreeMap<XenVersion, Path> installed = installed(root);
        Optional<XenVersion> running = running(root);
        if (running.isPresent()) {
            return Optional.ofNullable(installed.get(running.get()))
                    .map(f -> new LibxlLibrary(f, running.get()));
        }
        return Optional.ofNullable(installed.lastEntry())
                .filter(e -> e.getKey().compareTo(XenVersion.OLDEST) >= 0)
                .map(e -> new LibxlLibrary(e.getValue(), e.getKey()));
    }

    /// The release of the Xen that this kernel runs on, when it runs on one.
    public static Optional<XenVersion> running(Path root) {
        try {
            int major =
                    Integer.parseInt(
                            Files.readString(root.resolve(SYSFS_VERSION + "/major")).strip());
            int minor =
                    Integer.parseInt(
                            Files.readString(root.resolve(SYSFS_VERSION + "/minor")).strip());
            return Optional.of(new XenVersion(major, minor));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// Every libxl below the root by release; the first directory wins.
    static TreeMap<XenVersion, Path> installed(Path root) {
        var found = new TreeMap<XenVersion, Path>();
        for (Path directory : directories(root)) {
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(directory, "libxenlight.so.*")) {
                for (Path file : files) {
                    XenVersion.ofLibrary(String.valueOf(file.getFileName()))
                            .ifPresent(version -> found.putIfAbsent(version, file));
                }
            } catch (IOException e) {
                // a library directory that does not exist or cannot be read holds no library for us
            }
        }
        return found;
    }

    private static List<Path> directories(Path root) {
        var directories = new java.util.ArrayList<Path>();
        for (String prefix : List.of("usr/local/lib", "usr/lib", "lib")) {
            MULTIARCH.forEach(arch -> directories.add(root.resolve(prefix).resolve(arch)));
            directories.add(root.resolve(prefix + "64"));
            directories.add(root.resolve(prefix));
        }
        return directories;
    }

    /// The release of the libxl in use, as in `4.17`; empty where none is installed.
    static String release() {
        return find(Path.of("/")).map(library -> library.version().toString()).orElse("");
    }
}
