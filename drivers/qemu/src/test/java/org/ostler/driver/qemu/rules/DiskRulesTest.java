package org.ostler.driver.qemu.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ostler.driver.qemu.rules.Definition.PC;
import static org.ostler.driver.qemu.rules.Definition.Q35;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What disks and their controllers cannot be.
final class DiskRulesTest {
    private static final String SECRET =
            "<encryption format='luks'><secret type='passphrase' usage='u'/></encryption>";

    /// What is said to a disk on a bus, with more in it.
    private static String refusal(String bus, String driver, String more) {
        return PC.having(disk(bus, driver, more)).refusal();
    }

    private static String disk(String bus, String driver, String more) {
        return "<disk type='file' device='disk'><driver name='qemu' %s/><source file='/d'/>%s<target dev='%s' bus='%s'/></disk>"
                .formatted(driver, more, bus.equals("ide") ? "hda" : "sda", bus);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cow", "iso", "dir", "fat"})
    void formatsThatQemuDoesNotReadAreRefused(String format) {
        assertThat(refusal("virtio", "type='" + format + "'", ""))
                .startsWith("/domain/devices/disk/driver")
                .contains("'" + format + "'");
    }

    @Test
    void onlyRawImagesAreShared() {
        assertThat(refusal("virtio", "type='qcow2'", "<shareable/>"))
                .startsWith("/domain/devices/disk/shareable")
                .contains("'raw'");
        assertThat(refusal("virtio", "type='raw'", "<shareable/>")).isEmpty();
    }

    @Test
    void onlySomeFormatsAreEncrypted() {
        String source = "<source file='/d'>" + SECRET + "</source>";
        String image =
                "<disk type='file'><driver type='%s'/>" + source + "<target dev='vda'/></disk>";
        assertThat(PC.having(image.formatted("vmdk")).refusal())
                .startsWith("/domain/devices/disk/source/encryption");
        assertThat(PC.having(image.formatted("qcow2")).refusal()).isEmpty();
        assertThat(PC.having(image.formatted("qcow2").replace("luks", "qcow")).refusal())
                .contains("format='luks'");
        assertThat(
                        PC.having(image.formatted("raw").replace("<target", SECRET + "<target"))
                                .refusal())
                .contains("twice");
    }

    @Test
    void targetIsAWholeDisk() {
        assertThat(
                        PC.having("<disk type='file'><target dev='vdb1' bus='virtio'/></disk>")
                                .refusal())
                .startsWith("/domain/devices/disk/target")
                .contains("'vdb1'");
    }

    @ParameterizedTest
    @CsvSource({
        "virtio, <vendor>V</vendor>",
        "ide, <product>P</product>",
        "sata, <wwn>5000c50015ea71ad</wwn>",
        "ide, <readonly/>",
        "sata, <readonly/>",
        "usb, <geometry cyls='1' heads='1' secs='1'/>"
    })
    void whatTheBusDoesNotHaveIsRefused(String bus, String more) {
        assertThat((bus.equals("ide") ? PC : Q35).having(disk(bus, "", more)).refusal())
                .startsWith("/domain/devices/disk/")
                .contains("'" + bus + "'");
    }

    @Test
    void whatScsiHasIsTaken() {
        assertThat(refusal("scsi", "", "<wwn>5000c50015ea71ad</wwn><vendor>V</vendor>")).isEmpty();
        assertThat(refusal("virtio", "queues='4' ioeventfd='on'", "")).isEmpty();
        assertThat(refusal("scsi", "queues='4'", "")).contains("bus='virtio'");
    }

    @Test
    void threadsOfDisksAreThere() {
        String disk = disk("virtio", "iothread='2'", "");
        assertThat(PC.with("<iothreads>1</iothreads>").having(disk).refusal())
                .contains("no thread 2");
        assertThat(PC.with("<iothreads>2</iothreads>").having(disk).refusal()).isEmpty();
        String listed = "<iothreadids><iothread id='2'/></iothreadids>";
        assertThat(PC.with(listed).having(disk).refusal()).isEmpty();
    }

    @Test
    void driverDoesNotContradictItself() {
        assertThat(refusal("virtio", "io='native'", "")).contains("'directsync'");
        assertThat(refusal("virtio", "io='native' cache='none'", "")).isEmpty();
        assertThat(refusal("virtio", "copy_on_read='on'", "<readonly/>")).isNotEmpty();
        assertThat(refusal("virtio", "rerror_policy='enospace'", "")).isNotEmpty();
        assertThat(refusal("virtio", "rerror_policy='stop'", "")).isEmpty();
    }

    @Test
    void limitsAreOfAllOrOfParts() {
        String tune =
                "<iotune><total_bytes_sec>%d</total_bytes_sec><read_bytes_sec>%d</read_bytes_sec></iotune>";
        assertThat(refusal("virtio", "", tune.formatted(1, 1)))
                .startsWith("/domain/devices/disk/iotune");
        assertThat(refusal("virtio", "", tune.formatted(1, 0))).isEmpty();
        assertThat(refusal("virtio", "", tune.formatted(1_000_000_000_000_001L, 0))).isNotEmpty();
    }

    @Test
    void passingCommandsOnIsForLuns() {
        String disk = disk("scsi", "", "");
        assertThat(PC.having(disk.replace("<disk", "<disk rawio='yes'")).refusal())
                .contains("device='lun'");
        String lun = disk.replace("device='disk'", "device='lun' sgio='%s'");
        assertThat(PC.having(lun.formatted("unfiltered")).refusal()).isNotEmpty();
        assertThat(PC.having(lun.formatted("filtered")).refusal()).isEmpty();
    }

    @Test
    void sourcesOnServersAreReached() {
        String disk =
                "<disk type='network'><source %s>%s</source><target dev='vda'"
                        + " bus='virtio'/></disk>";
        String host = "<host name='h'/>";
        assertThat(PC.having(disk.formatted("protocol='rbd'", host)).refusal())
                .startsWith("/domain/devices/disk/source")
                .contains("'name'");
        assertThat(PC.having(disk.formatted("protocol='nbd' tlsHostname='h'", host)).refusal())
                .isEmpty();
        assertThat(
                        PC.having(disk.formatted("protocol='rbd' name='n' tlsHostname='h'", host))
                                .refusal())
                .isNotEmpty();
        assertThat(PC.having(disk.formatted("protocol='nfs' name='n'", "")).refusal())
                .contains("exactly one");
        assertThat(PC.having(disk.formatted("protocol='nfs' name='n'", host)).refusal()).isEmpty();
    }

    @Test
    void disksOfOtherProcessesNeedSharedMemory() {
        String disk =
                "<disk type='vhostuser' device='disk'>%s<source type='unix' path='/s'/><target"
                        + " dev='vda' bus='virtio'/></disk>";
        String shared = "<memoryBacking><access mode='shared'/></memoryBacking>";
        assertThat(PC.having(disk.formatted("")).refusal()).contains("mode='shared'");
        assertThat(PC.with(shared).having(disk.formatted("")).refusal()).isEmpty();
        assertThat(PC.with(shared).having(disk.formatted("<readonly/>")).refusal())
                .contains("'readonly'");
    }

    @Test
    void ideIsWhereTheBoardHasIt() {
        assertThat(Q35.having("<controller type='ide' index='0'/>").refusal())
                .startsWith("/domain/devices/controller");
        assertThat(Definition.of("alpha", "").having(disk("ide", "", "")).refusal())
                .contains("no IDE on alpha");
        assertThat(PC.having("<controller type='ide' index='0'/>").refusal()).isEmpty();
        assertThat(PC.having("<controller type='ide' index='1'/>").refusal()).contains("index='0'");
    }

    @Test
    void onlyVirtioScsiHasQueues() {
        String scsi = "<controller type='scsi' model='%s'><driver queues='2'/></controller>";
        assertThat(PC.having(scsi.formatted("lsilogic")).refusal()).contains("'virtio-scsi'");
        assertThat(PC.having(scsi.formatted("virtio-scsi")).refusal()).isEmpty();
    }
}
