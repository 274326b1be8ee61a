package org.ostler.driver.qemu;

import org.ostler.model.DomainSpec;
import org.ostler.model.Loader;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Finds firmware for guests that ask for UEFI, among the descriptions that distributions install
/// with it (QEMU's interoperability format `firmware.json`).
///
/// Files are tried in the order of their names; one in /etc hides one of the same name in /usr, and
/// an empty one hides it altogether. Reads the files each time, which takes about a millisecond;
/// stateless.
final class Firmware {
    private static final long MAX_BYTES = 1 << 20;

    private final List<Path> directories;

    /// @param directories where descriptions are, the least important first
    Firmware(List<Path> directories) {
        this.directories = List.copyOf(directories);
    }

    /// The host's usual places.
    static Firmware ofHost() {
        return new Firmware(
                List.of(Path.of("/usr/share/qemu/firmware"), Path.of("/etc/qemu/firmware")));
    }

    /// Two flash images that make up a UEFI firmware.
    ///
    /// @param executable the code, shared by all guests and read only
    /// @param template what a guest's variables begin as
    /// @param secureBoot whether it enforces signatures, for which the guest needs SMM
    record Choice(String executable, String template, boolean secureBoot) {}

    /// The first firmware that fits the guest.
    Optional<Choice> choose(DomainSpec spec) throws IOException {
        for (Json.Obj description : descriptions()) {
            Optional<Choice> choice = fits(description, spec);
            if (choice.isPresent()) {
                return choice;
            }
        }
        return Optional.empty();
    }

    /// The code of every UEFI firmware in flash that such a machine can have.
    List<String> executables(String arch, String machine) throws IOException {
        List<String> files = new ArrayList<>();
        for (Json.Obj description : descriptions()) {
            Optional<String> file =
                    description.object("mapping").object("executable").string("filename");
            if (isUefiInFlash(description)
                    && target(description, arch, machine)
                    && file.isPresent()
                    && !files.contains(file.get())) {
                files.add(file.get());
            }
        }
        return files;
    }

    private List<Json.Obj> descriptions() throws IOException {
        TreeMap<String, Path> files = new TreeMap<>();
        for (Path directory : directories) {
            if (Files.isDirectory(directory)) {
                try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.json")) {
                    found.forEach(f -> files.put(f.getFileName().toString(), f));
                }
            }
        }
        List<Json.Obj> descriptions = new ArrayList<>();
        for (Path file : files.values()) {
            long size = Files.size(file);
            if (size > 0 && size <= MAX_BYTES) {
                descriptions.add(JsonText.parse(Files.readAllBytes(file)).asObject());
            }
        }
        return descriptions;
    }

    private static boolean isUefiInFlash(Json.Obj d) {
        Json.Obj mapping = d.object("mapping");
        return d.list("interface-types").contains(new Json.Str("uefi"))
                && mapping.string("device").equals(Optional.of("flash"))
                && mapping.object("executable").string("format").equals(Optional.of("raw"))
                && mapping.object("nvram-template").string("format").equals(Optional.of("raw"));
    }

    private static Optional<Choice> fits(Json.Obj d, DomainSpec spec) {
        Json.Obj mapping = d.object("mapping");
        boolean needsSmm = d.list("features").contains(new Json.Str("requires-smm"));
        boolean secure = d.list("features").contains(new Json.Str("secure-boot"));
        Optional<Boolean> wantsSecure = spec.os().loader().flatMap(Loader::secure);
        if (!isUefiInFlash(d)
                || !target(d, spec.os().arch().orElse(""), spec.os().machine().orElse(""))
                || (needsSmm && !hasSmm(spec))
                || (wantsSecure.isPresent() && wantsSecure.get() != secure)) {
            return Optional.empty();
        }
        return Optional.of(
                new Choice(
                        mapping.object("executable").string("filename").orElse(""),
                        mapping.object("nvram-template").string("filename").orElse(""),
                        secure));
    }

    private static boolean target(Json.Obj d, String arch, String machine) {
        for (Json.Obj t : new Json.Arr(d.list("targets")).asObjects()) {
            if (!t.string("architecture").equals(Optional.of(arch))) {
                continue;
            }
            for (Json pattern : t.list("machines")) {
                if (pattern instanceof Json.Str(String glob) && Globs.matches(glob, machine)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Whether the definition switches system management mode on.
    static boolean hasSmm(DomainSpec spec) {
        return spec.features().stream()
                .flatMap(f -> f.kept().elements("smm").stream())
                .anyMatch(e -> e.attribute("state").orElse("on").equals("on"));
    }
}
