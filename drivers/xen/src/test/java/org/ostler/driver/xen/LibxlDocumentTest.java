package org.ostler.driver.xen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.ostler.xlcfg.Json;
import org.ostler.xlcfg.JsonText;

/// Documents through the installed libxl, without Xen.
@NeedsLibxl
class LibxlDocumentTest {
    private static final String PVH =
            """
            {"c_info": {"type": "pvh", "name": "g1", "uuid": "5d0f5c5c-0000-4000-8000-0123456789ab"},
             "b_info": {"max_vcpus": 2, "avail_vcpus": [0, 1], "max_memkb": 131072, "target_memkb": 131072,
                        "kernel": "/guest/vmlinuz", "cmdline": "console=hvc0", "type.pvh": {}},
             "disks": [{"pdev_path": "/x.img", "vdev": "xvda", "format": "raw", "readwrite": 1}],
             "nics": [{"mac": "00:16:3e:AA:00:01", "bridge": "xenbr0", "nictype": "vif"}],
             "on_poweroff": "destroy"}\
            """;

    @Test
    void documentOfAGuestComesBackWhole() {
        try (var ctx = new FakeContext();
                var config = new LibxlStruct(LibxlType.DOMAIN_CONFIG)) {
            assertThat(config.read(ctx.pointer(), ctx.log(), JsonText.parseObject(PVH))).isEmpty();
            Json.Obj back = config.write(ctx.pointer());
            assertThat(back.object("c_info").string("name")).contains("g1");
            assertThat(back.object("b_info").array("avail_vcpus")).hasSize(2);
        }
    }

    @Test
    void keyThatLibxlDropsIsReportedWithItsPlace() {
        Json.Obj document =
                JsonText.parseObject(
                        """
                        {"c_info": {"type": "pvh", "name": "g1", "colour": "red"},
                         "disks": [{"vdev": "xvda", "spin": 7200}, {"vdev": "xvdb"}]}\
                        """);
        try (var ctx = new FakeContext();
                var config = new LibxlStruct(LibxlType.DOMAIN_CONFIG)) {
            assertThat(config.read(ctx.pointer(), ctx.log(), document))
                    .extracting(LostKeys.Loss::path)
                    .containsExactly("c_info.colour", "disks[0].spin");
        }
    }

    @Test
    void wordThatLibxlDoesNotKnowIsRefused() {
        Json.Obj document = JsonText.parseObject("{\"c_info\": {\"type\": \"vax\"}}");
        try (var ctx = new FakeContext();
                var config = new LibxlStruct(LibxlType.DOMAIN_CONFIG)) {
            assertThatThrownBy(() -> config.read(ctx.pointer(), ctx.log(), document))
                    .isInstanceOf(LibxlException.class)
                    .hasMessageContaining("libxl_domain_config");
        }
    }

    @Test
    void sizesOfArrayElementsAreThoseOfThisRelease() {
        // libxl 4.17's headers give these
        if (LibxlNative.LIBRARY.version().equals(new XenVersion(4, 17))) {
            assertThat(LibxlType.DOMAIN_INFO.sizeBytes()).isEqualTo(120);
            assertThat(LibxlType.PHYSINFO.sizeBytes()).isEqualTo(128);
            assertThat(LibxlType.CPU_TOPOLOGY.sizeBytes()).isEqualTo(12);
            assertThat(LibxlType.NUMA_INFO.sizeBytes()).isEqualTo(32);
            assertThat(LibxlType.VCPU_INFO.sizeBytes()).isEqualTo(56);
        }
        for (LibxlType type : LibxlType.values()) {
            assertThat(type.sizeBytes()).isBetween(8L, LibxlType.BUFFER_BYTES);
        }
    }

    @Test
    void errorCodesHaveNames() {
        assertThat(LibxlNative.errorName(-3)).isEqualTo("ERROR_FAIL");
        for (LibxlError error : LibxlError.values()) {
            assertThat(LibxlNative.errorName(error.code())).isEqualTo("ERROR_" + error.name());
        }
    }
}
