package org.ostler.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.api.Domain;
import org.ostler.api.DomainStatus;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.XmlFlag;
import org.ostler.engine.spi.Canonical;
import org.ostler.model.DomainXml;
import org.ostler.model.SpecException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The state on a real disk: what a person sees there, and what becomes of what a person does
/// there.
class DiskStateTest {
    @TempDir private Path directory;
    private ScriptedDriver driver = new ScriptedDriver();
    private List<Canonical.Pin> pinned = List.of();
    private Path domains = Path.of("");

    @BeforeEach
    void locate() {
        domains = directory.resolve("state/domains");
    }

    private Engine open() {
        driver = new ScriptedDriver();
        driver.pins = pinned;
        return Engine.builder(driver, EnginePaths.under(directory)).bootId("boot-1").open();
    }

    private static List<String> files(Path in) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /// Files follow a moment after the change.
    private static void awaitFile(Path file) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!Files.exists(file)) {
            assertThat(System.nanoTime()).as("%s is written", file).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void definitionIsAFileForItsOwnerThatIsReadAgain() throws IOException {
        pinned = List.of(new Canonical.Pin("disk.aio", "native\ttab"));
        try (Engine engine = open()) {
            engine.define(Specs.spec("web"), Set.of()).autostart(true);
            awaitFile(domains.resolve("autostart/web"));
            assertThat(files(domains)).hasSize(2).contains("web.xml");
            assertThat(domains.resolve("autostart/web")).exists();
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(domains.resolve("web.xml"))))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(domains.resolve("web.xml")))
                    .isEqualTo(
                            engine.domain("web")
                                    .orElseThrow()
                                    .xml(Set.of(XmlFlag.INACTIVE, XmlFlag.SECURE))
                                    .toString());
        }
        pinned = List.of();
        try (Engine engine = open()) {
            DomainStatus status = engine.statuses().getFirst();
            assertThat(status.autostart()).isTrue();
            assertThat(pins(status.uuid()))
                    .containsExactly(new Canonical.Pin("disk.aio", "native\ttab"));
        }
    }

    private List<Canonical.Pin> pins(UUID uuid) {
        return driver.guests.join().find(uuid).orElseThrow().canonical().pins();
    }

    @Test
    void strangeNamesMakeSafeFilesAndComeBack() throws IOException {
        List<String> names =
                List.of("..", ".hidden", "a b", "naïve-☃", "100%", "a\\b", "x.xml", "-rf");
        try (Engine engine = open()) {
            names.forEach(name -> engine.define(Specs.spec(name), Set.of()));
        }
        assertThat(files(domains)).allMatch(file -> file.matches("[A-Za-z0-9%._, -]+\\.xml"));
        try (Engine engine = open()) {
            assertThat(engine.statuses())
                    .extracting(DomainStatus::name)
                    .containsExactlyInAnyOrderElementsOf(names);
        }
    }

    @Test
    void nameWithoutRoomForTheFileBesideItIsRefusedAndByHandItIsPutAside() throws IOException {
        String name = "x".repeat(240);
        try (Engine engine = open()) {
            assertThatThrownBy(() -> engine.define(Specs.spec(name), Set.of()))
                    .isInstanceOf(Fault.class)
                    .hasMessageContaining("File name too long");
            engine.define(Specs.spec("web"), Set.of());
        }
        Files.writeString(domains.resolve(name + ".xml"), Specs.xml(name, UUID.randomUUID()));
        try (Engine engine = open()) {
            assertThat(engine.statuses()).extracting(DomainStatus::name).containsExactly("web");
        }
        assertThat(domains.resolve(name + ".xml")).doesNotExist();
    }

    @Test
    void nameThatNoFileCanHaveIsRefusedAsLibvirtDoes() {
        try (Engine engine = open()) {
            assertThatThrownBy(() -> engine.define(Specs.spec("x".repeat(300)), Set.of()))
                    .isInstanceOfSatisfying(
                            Fault.class,
                            fault -> {
                                assertThat(fault.code()).isEqualTo(FaultCode.SYSTEM_ERROR);
                                assertThat(fault.errno()).hasValue(36);
                                assertThat(fault.sentence()).endsWith("File name too long");
                            });
            assertThat(engine.statuses()).isEmpty();
        }
    }

    @Test
    void whatCannotBeUsedIsPutAsideWithItsReason() throws IOException {
        UUID uuid = UUID.randomUUID();
        try (Engine engine = open()) {
            engine.define(Specs.spec("good", uuid), Set.of());
        }
        Files.writeString(domains.resolve("broken.xml"), "<domain><name>broken</na");
        Files.writeString(domains.resolve("called.xml"), Specs.xml("otherwise", uuid));
        Files.writeString(domains.resolve("twin.xml"), Specs.xml("twin", uuid));
        Files.writeString(domains.resolve("README"), "left alone");
        try (Engine engine = open()) {
            assertThat(engine.statuses()).extracting(DomainStatus::name).containsExactly("good");
        }
        assertThat(files(directory.resolve("state/quarantine")))
                .containsExactly(
                        "broken.xml",
                        "broken.xml.reason",
                        "called.xml",
                        "called.xml.reason",
                        "twin.xml",
                        "twin.xml.reason");
        assertThat(Files.readString(directory.resolve("state/quarantine/called.xml.reason")))
                .contains("otherwise.xml");
        assertThat(domains.resolve("README")).exists();
    }

    /// A check that came later takes no definition from its owner.
    @Test
    void storedDefinitionThatWouldBeRefusedTodayIsReadWithPinsAndWithout() throws IOException {
        String twice =
                "<devices><controller type='scsi' index='1'/><controller type='scsi' index='1'/>"
                        + "</devices></domain>";
        try (Engine engine = open()) {
            assertThat(engine.statuses()).isEmpty();
        }
        String xml = Specs.xml("old", UUID.randomUUID()).replace("</domain>", twice);
        assertThatThrownBy(() -> DomainXml.parse(xml)).isInstanceOf(SpecException.class);
        Files.writeString(domains.resolve("old.xml"), xml);
        for (int start = 0; start < 2; start++) {
            try (Engine engine = open()) {
                assertThat(
                                engine.domain("old")
                                        .orElseThrow()
                                        .spec(Set.of())
                                        .devices()
                                        .controllers())
                        .hasSize(2);
            }
        }
        assertThat(files(directory.resolve("state/quarantine"))).isEmpty();
    }

    @Test
    void definitionEditedByHandHoldsAndItsOldPinsArePutAside() throws IOException {
        pinned = List.of(new Canonical.Pin("aio", "native"));
        UUID uuid;
        try (Engine engine = open()) {
            uuid = engine.define(Specs.spec("web"), Set.of()).uuid();
        }
        Path file = domains.resolve("web.xml");
        Files.writeString(
                file, Files.readString(file).replace("</name>", "</name><title>mine</title>"));
        pinned = List.of(new Canonical.Pin("aio", "threads"));
        try (Engine engine = open()) {
            assertThat(engine.domain("web").orElseThrow().spec(Set.of()).title())
                    .isEqualTo(Optional.of("mine"));
            assertThat(pins(uuid)).containsExactly(new Canonical.Pin("aio", "threads"));
        }
        assertThat(files(directory.resolve("state/quarantine")))
                .hasSize(2)
                .anyMatch(name -> name.matches("web\\.[0-9a-f]{16}\\.pins"));
        pinned = List.of();
        try (Engine engine = open()) {
            assertThat(engine.statuses()).hasSize(1);
            assertThat(pins(uuid)).containsExactly(new Canonical.Pin("aio", "threads"));
        }
    }

    @Test
    void defaultsThatTheDriverChangesLaterChangeNothingOfAGuestThatExists() throws Exception {
        pinned = List.of(new Canonical.Pin("aio", "native"));
        List<Canonical> started = new ArrayList<>();
        Canonical before;
        try (Engine engine = open()) {
            driver.titleByDefault = Optional.of("old default");
            UUID uuid = engine.define(Specs.spec("web"), Set.of()).uuid();
            before = driver.guests.join().find(uuid).orElseThrow().canonical();
            assertThat(before.spec().title()).contains("old default");
        }
        pinned = List.of(new Canonical.Pin("aio", "io_uring"));
        try (Engine engine = open()) {
            driver.titleByDefault = Optional.of("new default");
            driver.onStart = (guest, job) -> started.add(guest.canonical());
            Domain web = engine.domain("web").orElseThrow();
            web.start(Set.of()).await(Duration.ofSeconds(20));
            web.destroy(Set.of()).await(Duration.ofSeconds(20));
            Canonical after = driver.guests.join().find(web.uuid()).orElseThrow().canonical();
            assertThat(after.spec()).isEqualTo(before.spec());
            assertThat(after.pins()).isEqualTo(before.pins());
            assertThat(engine.define(Specs.spec("other"), Set.of()).spec(Set.of()).title())
                    .contains("new default");
        }
        assertThat(started).hasSize(1);
        assertThat(started.getFirst().spec()).isEqualTo(before.spec());
        assertThat(started.getFirst().pins()).isEqualTo(before.pins());
    }

    @Test
    void definitionThatNobodyTouchedIsKnownWithoutBeingRead() throws IOException {
        pinned = List.of(new Canonical.Pin("aio", "native"));
        DomainStatus before;
        try (Engine engine = open()) {
            before = engine.define(Specs.spec("web"), Set.of()).status();
        }
        Path file = domains.resolve("web.xml");
        byte[] unreadable = "nobody reads this".getBytes(StandardCharsets.UTF_8);
        Files.write(file, unreadable);
        Sheet sheet = new Sheet(DomainStore.PINS_KIND, DomainStore.PINS_VERSION);
        sheet.row("xml", Digest.of(unreadable));
        Path old = domains.resolve(files(domains).getFirst());
        Files.delete(old);
        Files.write(
                domains.resolve(DefinitionFiles.sidecar("web", Digest.brief(unreadable))),
                Summary.into(sheet.bytes(), Specs.spec("web")));
        try (Engine engine = open()) {
            DomainStatus after = engine.statuses().getFirst();
            assertThat(after)
                    .usingRecursiveComparison()
                    .ignoringFields("version")
                    .isEqualTo(before);
        }
    }

    @Test
    void copyOfADefinitionUnderAnotherNameIsPutAsideEvenWithItsPins() throws IOException {
        pinned = List.of(new Canonical.Pin("aio", "native"));
        try (Engine engine = open()) {
            engine.define(Specs.spec("web"), Set.of());
        }
        for (String file : files(domains)) {
            Files.copy(domains.resolve(file), domains.resolve(file.replace("web", "copy")));
        }
        try (Engine engine = open()) {
            assertThat(engine.statuses()).extracting(DomainStatus::name).containsExactly("web");
        }
        assertThat(files(directory.resolve("state/quarantine"))).contains("copy.xml");
    }

    @Test
    void secondEngineOnTheSameStateIsRefused() {
        try (Engine engine = open()) {
            assertThat(engine.statuses()).isEmpty();
            assertThatThrownBy(this::open)
                    .isInstanceOf(Fault.class)
                    .hasMessageContaining("another instance uses the state")
                    .hasMessageContaining("pid " + ProcessHandle.current().pid());
        }
        open().close();
    }

    @Test
    void stateOfANewerVersionIsRefusedAndLeftAlone() throws IOException {
        open().close();
        Path format = directory.resolve("state/format");
        assertThat(Files.readString(format)).isEqualTo("ostler-state 1\n");
        Files.writeString(format, "ostler-state 2\n");
        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> {
                            assertThat(fault.code()).isEqualTo(FaultCode.CONFIG_UNSUPPORTED);
                            assertThat(fault.sentence()).contains("newer");
                        });
        assertThat(Files.readString(format)).isEqualTo("ostler-state 2\n");
    }

    @Test
    void identityOfTheHostIsChosenOnceAndShownInItsCapabilities() {
        String first;
        try (Engine engine = open()) {
            first = engine.capabilities().toString();
        }
        try (Engine engine = open()) {
            assertThat(engine.capabilities().toString()).isEqualTo(first).contains("<uuid>");
        }
    }
}
