package org.ostler.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The format is told by the tables that read and write it.
final class DomainFormatTest {
    private static final Map<String, FormatPlace> PLACES =
            DomainFormat.places().stream()
                    .collect(Collectors.toMap(FormatPlace::path, Function.identity()));

    private static FormatPlace place(String path) {
        assertThat(PLACES).containsKey(path);
        return Objects.requireNonNull(PLACES.get(path));
    }

    @Test
    void attributesHaveTheirValuesAndDefaults() {
        assertThat(place("/domain/devices/disk/target/@bus").values())
                .startsWith("one of 'ide', 'fdc', 'scsi', 'virtio'");
        assertThat(place("/domain/devices/disk/@device").absent()).contains("disk");
        assertThat(place("/domain/@type").required()).isTrue();
        assertThat(place("/domain/on_crash").absent()).contains("destroy");
    }

    @Test
    void variantsAreToldTogether() {
        assertThat(place("/domain/devices/disk/@type").values()).contains("'file'", "'network'");
        assertThat(place("/domain/devices/disk/@type").absent()).isEqualTo(Optional.of("file"));
        assertThat(PLACES)
                .containsKeys(
                        "/domain/devices/disk/source/@file",
                        "/domain/devices/graphics/@port",
                        "/domain/devices/graphics/listen/@type");
    }

    @Test
    void whatIsOnlyKeptIsToldToo() {
        assertThat(place("/domain/keywrap").typed()).isFalse();
        assertThat(place("/domain/devices/disk").several()).isTrue();
        assertThat(place("/domain/metadata").typed()).isFalse();
    }

    @Test
    void everyValueOfTheTablesCanBeRead() {
        assertThat(place("/domain/cpu/model/@vendor_id").values()).startsWith("12 characters");
        DomainSpec spec =
                DomainXml.parse(
                                "<domain type='test'><name>n</name><memory>9</memory><os><type>hvm"
                                        + "</type></os><cpu mode='custom'><model"
                                        + " vendor_id='GenuineOther'>qemu64</model></cpu></domain>")
                        .spec();
        assertThat(DomainXml.format(spec)).contains("vendor_id='GenuineOther'");
    }
}
