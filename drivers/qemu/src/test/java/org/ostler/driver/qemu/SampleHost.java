package org.ostler.driver.qemu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts what a definition expects of its host in place, in a folder of the test's: images, an
/// emulator that is installed, software emulation, a network of the user's, a machine type of
/// today.
final class SampleHost {
    private static final Pattern IMAGE =
            Pattern.compile("<source (?:file|dev)=(['\"])(/[^'\"]*)\\1");
    private static final Pattern MACHINE = Pattern.compile("machine=(['\"])([^'\"]+)\\1");
    private static final Pattern NETWORK =
            Pattern.compile(
                    "<interface type=(['\"])(?:network|bridge|ethernet)\\1(.*?)</interface>",
                    Pattern.DOTALL);
    private static final int IMAGE_BYTES = 1 << 20;

    private final Path home;
    private final QemuTarget target;
    private final Map<String, Path> images = new HashMap<>();

    SampleHost(Path home, QemuTarget target) {
        this.home = home;
        this.target = target;
    }

    String adapted(String definition) {
        String text =
                definition
                        .replaceFirst("<domain type=(['\"])\\w+\\1", "<domain type='qemu'")
                        .replaceAll(
                                "<emulator>[^<]*</emulator>",
                                "<emulator>" + target.binary().path() + "</emulator>")
                        .replaceAll("arch=(['\"])i686\\1", "arch='x86_64'")
                        .replaceAll("<disk type=(['\"])block\\1", "<disk type='file'")
                        .replaceAll("type=(['\"])qcow2?\\1", "type='raw'")
                        .replaceAll("device=(['\"])lun\\1", "device='disk'")
                        .replaceAll("(<memory[^>]*>)[^<]*(</memory>)", "<memory unit='MiB'>64$2")
                        .replaceAll("<currentMemory[^>]*>[^<]*</currentMemory>", "");
        text = IMAGE.matcher(text).replaceAll(m -> Matcher.quoteReplacement(image(m)));
        text = MACHINE.matcher(text).replaceAll(m -> "machine='" + machine(m.group(2)) + "'");
        return NETWORK.matcher(text)
                .replaceAll(
                        m ->
                                Matcher.quoteReplacement(
                                        "<interface type='user'>"
                                                + m.group(2)
                                                        .replaceAll("<source [^>]*/>", "")
                                                        .replaceAll("<target [^>]*/>", "")
                                                        .replaceAll("<script [^>]*/>", "")
                                                + "</interface>"));
    }

    private String image(MatchResult source) {
        Path file = images.computeIfAbsent(source.group(2), _ -> made(images.size()));
        return "<source file='" + file + "'";
    }

    private Path made(int number) {
        try {
            return Files.write(home.resolve("image" + number), new byte[IMAGE_BYTES]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String machine(String wanted) {
        if (target.binary().machine(wanted).isPresent()) {
            return wanted;
        }
        return wanted.contains("q35") ? "q35" : "pc";
    }
}
