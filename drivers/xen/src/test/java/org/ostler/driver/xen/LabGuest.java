package org.ostler.driver.xen;

import org.ostler.xlcfg.Json;

import java.util.List;
import java.util.UUID;

/// Documents for the small guests that the lab's Xen host carries in `/root/guests`.
final class LabGuest {
    static final String KERNEL = "/root/guests/vmlinux";
    static final String MARKER = "OSTLER-GUEST-UP";

    /// Said some seconds later, when the guest can be asked to power off.
    static final String READY = "HEARTBEAT 2";

    private static final String INITRD = "/root/guests/tiny.img";
    private static final String CMDLINE = "console=hvc0 quiet mitigations=off";
    private static final long MEMORY_KIB = 128 << 10;

    private LabGuest() {}

    /// A PVH guest with one virtual CPU and no devices.
    static Json.Obj pvh(String name, String kernel) {
        return document(name, "pvh", kernel, MEMORY_KIB);
    }

    /// A PV guest with one virtual CPU and no devices.
    static Json.Obj pv(String name) {
        return document(name, "pv", KERNEL, MEMORY_KIB);
    }

    /// A PVH guest of another size.
    static Json.Obj pvh(String name, long memoryKib) {
        return document(name, "pvh", KERNEL, memoryKib);
    }

    private static Json.Obj document(String name, String type, String kernel, long memoryKib) {
        return Json.object()
                .put(
                        "c_info",
                        Json.object()
                                .put("type", type)
                                .put("name", name)
                                .put("uuid", UUID.randomUUID().toString())
                                .build())
                .put(
                        "b_info",
                        Json.object()
                                .put("max_vcpus", 1)
                                .put("avail_vcpus", Json.bitmap(List.of(0)))
                                .put("max_memkb", memoryKib)
                                .put("target_memkb", memoryKib)
                                .put("kernel", kernel)
                                .put("ramdisk", INITRD)
                                .put("cmdline", CMDLINE)
                                .put("type." + type, Json.EMPTY)
                                .build())
                .put("on_poweroff", "destroy")
                .put("on_reboot", "restart")
                .put("on_crash", "destroy")
                .build();
    }
}
