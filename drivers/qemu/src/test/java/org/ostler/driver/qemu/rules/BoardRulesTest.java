package org.ostler.driver.qemu.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ostler.driver.qemu.rules.Definition.ARM;
import static org.ostler.driver.qemu.rules.Definition.PC;
import static org.ostler.driver.qemu.rules.Definition.PSERIES;
import static org.ostler.driver.qemu.rules.Definition.Q35;
import static org.ostler.driver.qemu.rules.Definition.S390;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What boards, processors and memory cannot be.
final class BoardRulesTest {
    @ParameterizedTest
    @ValueSource(strings = {"hpt", "htm", "nested-hv", "ccf-assist", "cfpc", "sbbc", "ibs"})
    void featuresOfPseriesAreTakenThereAlone(String name) {
        String feature = "<features><" + name + "/></features>";
        assertThat(PC.with(feature).refusal())
                .startsWith("/domain/features/" + name)
                .contains("x86_64 machine 'pc'", "a pSeries guest");
        assertThat(PSERIES.with(feature).refusal()).isEmpty();
    }

    @Test
    void interruptControllerOfArmIsTakenOnArmAlone() {
        assertThat(PSERIES.with("<features><gic/></features>").refusal())
                .startsWith("/domain/features/gic");
        assertThat(ARM.with("<features><gic/></features>").refusal()).isEmpty();
        assertThat(
                        Definition.of("aarch64", "raspi3b")
                                .with("<features><gic/></features>")
                                .refusal())
                .isNotEmpty();
    }

    @Test
    void acpiOfArmNeedsUefi() {
        assertThat(ARM.with("<features><acpi/></features>").refusal()).contains("UEFI");
        assertThat(PC.with("<features><acpi/></features>").refusal()).isEmpty();
    }

    @Test
    void segmentOfManagementModeIsSizedOnQ35Alone() {
        String segment = "<features><smm state='on'><tseg unit='MiB'>48</tseg></smm></features>";
        assertThat(PC.with(segment).refusal()).startsWith("/domain/features/smm/tseg");
        assertThat(Q35.with(segment).refusal()).isEmpty();
        assertThat(Q35.with(segment.replace("MiB", "KiB")).refusal()).contains("1 MiB");
        assertThat(PC.with(segment.replace("'on'", "'off'")).refusal()).isEmpty();
    }

    @Test
    void secureLoaderNeedsManagementMode() {
        Definition secure = Q35.booting("<loader secure='yes' type='pflash'>/l</loader>");
        assertThat(secure.refusal()).startsWith("/domain/os/loader").contains("'smm'");
        assertThat(secure.with("<features><smm/></features>").refusal()).isEmpty();
    }

    @Test
    void firmwareIsChosenByTheHostOrByHand() {
        assertThat(chosen("<loader type='pflash'>/l</loader>"))
                .startsWith("/domain/os/loader")
                .contains("'type'");
        assertThat(chosen("<loader secure='yes'/>")).isEmpty();
        assertThat(chosen("<nvram template='/t'/>")).startsWith("/domain/os/nvram");
        assertThat(
                        chosen(
                                "<firmware><feature name='secure-boot' enabled='no'/><feature"
                                        + " name='enrolled-keys' enabled='yes'/></firmware>"))
                .startsWith("/domain/os/firmware");
    }

    /// What is said to a guest whose host chooses the firmware.
    private static String chosen(String inside) {
        return Q35.choosing("efi").booting(inside).refusal();
    }

    @Test
    void timersExistOnTheirBoards() {
        String tsc = "<clock offset='utc'><timer name='tsc'/></clock>";
        assertThat(S390.with(tsc).refusal()).startsWith("/domain/clock/timer");
        assertThat(PC.with(tsc).refusal()).isEmpty();
        assertThat(PC.with("<clock><timer name='pit' tickpolicy='merge'/></clock>").refusal())
                .contains("'merge'", "'catchup'");
        assertThat(PC.with("<clock><timer name='armvtimer'/></clock>").refusal()).isNotEmpty();
        assertThat(S390.with("<clock><timer name='hpet' present='no'/></clock>").refusal())
                .isEmpty();
    }

    @Test
    void sleepIsSwitchedOnPcs() {
        String sleep = "<pm><suspend-to-mem enabled='no'/></pm>";
        assertThat(S390.with(sleep).refusal()).startsWith("/domain/pm/suspend-to-mem");
        assertThat(PC.with(sleep).refusal()).isEmpty();
    }

    @Test
    void cacheOfTheHostIsShownByTheHostsProcessor() {
        String cache = "<cpu mode='host-model'><cache mode='passthrough'/></cpu>";
        assertThat(PC.with(cache).refusal()).startsWith("/domain/cpu/cache");
        assertThat(PC.with(cache.replace("host-model", "host-passthrough")).refusal()).isEmpty();
        assertThat(PC.with("<cpu><cache mode='emulate' level='2'/></cpu>").refusal())
                .contains("level='3'");
        assertThat(PC.with("<cpu><cache mode='disable' level='3'/></cpu>").refusal()).isNotEmpty();
    }

    @Test
    void widthOfAddressesIsSaidExactlyWhenItIsEmulated() {
        assertThat(PC.with("<cpu><maxphysaddr mode='emulate'/></cpu>").refusal())
                .startsWith("/domain/cpu/maxphysaddr")
                .contains("'bits'");
        assertThat(PC.with("<cpu><maxphysaddr mode='emulate' bits='42'/></cpu>").refusal())
                .isEmpty();
        assertThat(PC.with("<cpu><maxphysaddr mode='passthrough' bits='42'/></cpu>").refusal())
                .isNotEmpty();
        assertThat(ARM.with("<cpu><maxphysaddr mode='passthrough'/></cpu>").refusal()).isNotEmpty();
    }

    @Test
    void coresOfPseriesArePluggedWhole() {
        Definition cores = PSERIES.with("<cpu><topology sockets='1' cores='2' threads='3'/></cpu>");
        assertThat(cores.refusal()).startsWith("/domain/vcpu").contains("3");
    }

    @Test
    void listedProcessorsAreThereAndTheFirstIsOn() {
        assertThat(PC.with("<vcpus><vcpu id='9' enabled='yes'/></vcpus>").refusal())
                .startsWith("/domain/vcpus/vcpu");
        assertThat(PC.with("<vcpus><vcpu id='0' enabled='no'/></vcpus>").refusal()).isNotEmpty();
        assertThat(
                        PC.with("<vcpus><vcpu id='1' enabled='no' hotpluggable='no'/></vcpus>")
                                .refusal())
                .isNotEmpty();
        assertThat(
                        PC.with("<vcpus><vcpu id='1' enabled='no' hotpluggable='yes'/></vcpus>")
                                .refusal())
                .isEmpty();
    }

    @Test
    void nodesHaveProcessorsOfTheirOwnAndNumbersInARow() {
        String numa = "<cpu><numa><cell id='0' cpus='0-3'/><cell id='1' cpus='%s'/></numa></cpu>";
        assertThat(PC.with(numa.formatted("4-7")).refusal()).isEmpty();
        assertThat(PC.with(numa.formatted("3-7")).refusal()).startsWith("/domain/cpu/numa/cell[2]");
        assertThat(PC.with(numa.formatted("4-11")).refusal()).contains("at most 8");
        assertThat(PC.with(numa.formatted("4-7").replace("id='1'", "id='2'")).refusal())
                .isNotEmpty();
        assertThat(PC.with(numa.formatted("4-7").replace("id='1'", "id='0'")).refusal())
                .isNotEmpty();
    }

    @Test
    void memoryThatGrowsNeedsNodesExceptOnPseries() {
        String most = "<maxMemory slots='4'>1048576</maxMemory>";
        String numa = "<cpu><numa><cell cpus='0-7'/></numa></cpu>";
        assertThat(PC.with(most).refusal()).startsWith("/domain/maxMemory").contains("numa");
        assertThat(PC.with(most).with(numa).refusal()).isEmpty();
        assertThat(PSERIES.with(most).refusal()).isEmpty();
    }

    @Test
    void memoryModulesHaveRoomAndWhatTheirModelNeeds() {
        String most = "<maxMemory slots='2'>1048576</maxMemory>";
        Definition roomy = PC.with(most + "<cpu><numa><cell cpus='0-7'/></numa></cpu>");
        String module =
                "<memory model='dimm'><target><size unit='MiB'>512</size><node>0</node></target>"
                        + "<address type='dimm' slot='%d'/></memory>";
        assertThat(PC.having(module.formatted(0)).refusal()).contains("maxMemory");
        assertThat(roomy.having(module.formatted(0) + module.formatted(1)).refusal()).isEmpty();
        assertThat(roomy.having(module.formatted(0) + module.formatted(0)).refusal())
                .startsWith("/domain/devices/memory[2]/address");
        assertThat(roomy.having(module.formatted(2)).refusal()).contains("from 0 to 1");
        String grows =
                "<memory model='virtio-mem'><target><size unit='MiB'>512</size><node>0</node><block"
                        + " unit='MiB'>%d</block><requested"
                        + " unit='MiB'>%d</requested></target></memory>";
        assertThat(roomy.having(grows.formatted(2, 128)).refusal()).isEmpty();
        assertThat(roomy.having(grows.formatted(3, 129)).refusal()).contains("power of two");
        assertThat(roomy.having(grows.formatted(2, 127)).refusal()).isNotEmpty();
        assertThat(roomy.having(grows.formatted(2, 1024)).refusal()).isNotEmpty();
    }
}
