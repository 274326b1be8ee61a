package org.ostler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.model.FormatPlace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What places of the domain format are for.
class ExplainTest {
    @TempDir private Path folder;

    private Ran explain(String... words) {
        return new Cli(
                        Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString()),
                        "",
                        false,
                        LocalHosts::new)
                .run(Stream.concat(Stream.of("explain"), Stream.of(words)).toArray(String[]::new));
    }

    @Test
    void shortWordsFindTheAttribute() {
        String out = explain("disk.bus").well();
        assertThat(out)
                .startsWith("/domain/devices/disk/target/@bus\n  The bus that the disk is")
                .contains("  Values:  one of 'ide', 'fdc', 'scsi', 'virtio', 'xen'")
                .contains("  Default: the format, by the name: hd is ide")
                .containsPattern("xen +xen +taken")
                .containsPattern("xen +virtio +unsupported +Xen has no disks on bus 'virtio'")
                .contains("\nIt may also mean:\n  /domain/devices/disk/address/@bus\n");
    }

    @Test
    void pathIsFoundAsItIsWritten() {
        assertThat(explain("devices/interface/model").well())
                .startsWith("/domain/devices/interface/model\n")
                .contains("  Inside:  @type");
        assertThat(explain("/domain/devices/disk[2]/@device").well())
                .startsWith("/domain/devices/disk/@device\n")
                .contains("  Default: disk, by the format, on every driver\n");
    }

    @Test
    void whatADriverDoesNotDoIsSaidInItsOwnWords() {
        assertThat(explain("launchSecurity").well())
                .startsWith("/domain/launchSecurity\n  How the guest's memory is hidden")
                .containsPattern("xen +- +unsupported +this driver does not give it to Xen");
    }

    @Test
    void insideOfWhatIsOnlyKeptLeadsToIt() {
        assertThat(explain("keywrap.cipher").well())
                .startsWith("/domain/keywrap\n  Whether keys can be wrapped on mainframes.\n")
                .contains("  Inside:  kept as it is");
    }

    @Test
    void unknownNameGetsTheNearest() {
        assertThat(explain("disk.buss").failed(ExitCode.NOT_FOUND))
                .isEqualTo(
                        "ostler: the domain format has no 'disk.buss'; did you mean 'disk.bus'?\n");
        assertThat(explain("devices/interfaec/model").failed(ExitCode.NOT_FOUND))
                .contains("did you mean 'devices.interface.model'?");
    }

    @Test
    void programsReadJson() {
        assertThat(explain("-o", "json", "vcpu.placement").well())
                .contains("\"path\": \"/domain/vcpu/@placement\"")
                .contains("\"default\": \"static, by the format, on every driver\"")
                .contains("\"kind\": \"attribute\"", "\"effects\": [");
    }

    @Test
    void everySentenceIsAboutAPlaceThatThereIs() throws IOException {
        Set<String> known =
                new PlaceFinder()
                        .places().stream().map(FormatPlace::path).collect(Collectors.toSet());
        for (String place : new ExplainTexts().places()) {
            assertThat(known)
                    .as(place)
                    .anyMatch(
                            path ->
                                    place.startsWith("*")
                                            ? path.endsWith(place.substring(1))
                                            : path.equals(place));
        }
    }

    @Test
    void everyElementOfADomainAndEveryDeviceHasASentenceAndNearlyEverythingElse()
            throws IOException {
        ExplainTexts texts = new ExplainTexts();
        int typed = 0;
        int told = 0;
        for (FormatPlace place : new PlaceFinder().places()) {
            boolean text = texts.of(place.path()).isPresent();
            if (place.parent().equals("/domain") || place.parent().equals("/domain/devices")) {
                assertThat(text).as(place.path()).isTrue();
            }
            typed += place.typed() ? 1 : 0;
            told += place.typed() && text ? 1 : 0;
        }
        assertThat(told).isGreaterThan(typed * 9 / 10);
    }
}
