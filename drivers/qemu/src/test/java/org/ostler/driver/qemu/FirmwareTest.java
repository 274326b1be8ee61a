package org.ostler.driver.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.model.DomainSpec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class FirmwareTest {
    @TempDir Path usr;
    @TempDir Path etc;

    private static String description(String machines, String code, String features) {
        return """
        {"interface-types": ["uefi"], "mapping": {"device": "flash",
         "executable": {"filename": "%s", "format": "raw"},
         "nvram-template": {"filename": "/vars", "format": "raw"}},
         "targets": [{"architecture": "x86_64", "machines": ["%s"]}], "features": [%s]}
        """
                .formatted(code, machines, features);
    }

    private Optional<String> choose(String machine) throws Exception {
        DomainSpec spec = Guests.canonical(Guests.with(machine, "")).spec();
        return new Firmware(List.of(usr, etc)).choose(spec).map(Firmware.Choice::executable);
    }

    @Test
    void firstThatFitsTheMachineInTheOrderOfNamesIsTaken() throws Exception {
        Files.writeString(usr.resolve("60-b.json"), description("pc-*", "/b", ""));
        Files.writeString(usr.resolve("50-a.json"), description("pc-q35-*", "/a", ""));
        assertThat(choose("q35")).contains("/a");
        assertThat(choose("pc")).contains("/b");
    }

    @Test
    void firmwareThatNeedsSystemManagementModeIsForGuestsThatHaveIt() throws Exception {
        Files.writeString(usr.resolve("1.json"), description("pc-*", "/a", "\"requires-smm\""));
        assertThat(choose("q35")).isEmpty();
    }

    @Test
    void administratorHidesAndReplacesTheDistributionsFiles() throws Exception {
        Files.writeString(usr.resolve("1.json"), description("pc-*", "/a", ""));
        Files.writeString(usr.resolve("2.json"), description("pc-*", "/b", ""));
        Files.writeString(etc.resolve("1.json"), "");
        assertThat(choose("pc")).contains("/b");
        Files.writeString(etc.resolve("1.json"), description("pc-*", "/mine", ""));
        assertThat(choose("pc")).contains("/mine");
    }
}
