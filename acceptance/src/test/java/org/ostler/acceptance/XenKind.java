package org.ostler.acceptance;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// How Xen runs the small guest that dom0 carries in `/root/guests`.
///
/// It reads the time-stamp counter itself: with the trap that Xen sets on it by default, on a host
/// without an invariant one, an emulated boot takes twice as long.
enum XenKind {
    PVH("xenpvh", "xenpvh", "xenpvh", 128),
    PV("xenpv", "linux", "xen", 96);

    static final String KERNEL = "/root/guests/vmlinux";

    /// What `dominfo` calls it, as a stock libvirtd does.
    final String shownType;

    final int memoryMib;
    private final String machine;
    private final String osType;

    XenKind(String machine, String osType, String shownType, int memoryMib) {
        this.machine = machine;
        this.osType = osType;
        this.shownType = shownType;
        this.memoryMib = memoryMib;
    }

    /// Its description.
    String xml(String name) {
        return xml(name, KERNEL, "");
    }

    /// Its description with another kernel and more devices.
    String xml(String name, String kernel, String devices) {
        return xml(
                name,
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
                kernel,
                devices);
    }

    String xml(String name, UUID uuid, String kernel, String devices) {
        return """
        <domain type='xen'>
          <name>%s</name>
          <uuid>%s</uuid>
          <memory unit='MiB'>%d</memory>
          <vcpu>1</vcpu>
          <os>
            <type arch='x86_64' machine='%s'>%s</type>
            <kernel>%s</kernel>
            <initrd>/root/guests/tiny.img</initrd>
            <cmdline>console=hvc0 quiet loglevel=1 mitigations=off cryptomgr.notests audit=0 apparmor=0</cmdline>
          </os>
          <clock offset='utc'><timer name='tsc' mode='native'/></clock>
          <on_crash>destroy</on_crash>
          <devices>
            %s
            <console type='pty'><target type='xen' port='0'/></console>
          </devices>
        </domain>
        """
                .formatted(name, uuid, memoryMib, machine, osType, kernel, devices);
    }

    /// The word for it in names.
    String word() {
        return switch (this) {
            case PVH -> "pvh";
            case PV -> "pv";
        };
    }
}
