package org.ostler.bench;

import org.ostler.wire.protocol.DomainCreateWithFlagsArgs;
import org.ostler.wire.protocol.DomainDefineXmlFlagsArgs;
import org.ostler.wire.protocol.DomainDestroyFlagsArgs;
import org.ostler.wire.protocol.DomainLookupByNameArgs;
import org.ostler.wire.protocol.DomainUndefineFlagsArgs;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireDomain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The domains that the scenarios define and run, the same ones on both sides: 64 MiB, one
/// processor under TCG, a disk with nothing but a boot sector that halts, a serial port, no
/// network.
///
/// Stateless but for the disks on the file system.
final class Guests {
    /// `cli`, `hlt`, and a jump back to the latter; the signature that a BIOS looks for is added.
    private static final byte[] HALT = {(byte) 0xfa, (byte) 0xf4, (byte) 0xeb, (byte) 0xfd};

    private static final int SECTOR_BYTES = 512;
    private static final int DEFINING_CONNECTIONS = 16;
    private static final String EMULATOR = "/usr/bin/qemu-system-x86_64";

    private final Path disks;

    /// @param disks folder that gets the guests' disks
    Guests(Path disks) {
        this.disks = disks;
    }

    /// The description of a domain that is never started: it has no disk.
    static String definition(String name) {
        return xml(name, "");
    }

    /// The description of a domain that can be started, with a disk of its own.
    String bootable(String name) throws IOException {
        Path disk = Folders.passable(disks).resolve(name + ".img");
        byte[] sector = new byte[SECTOR_BYTES];
        System.arraycopy(HALT, 0, sector, 0, HALT.length);
        sector[SECTOR_BYTES - 2] = 0x55;
        sector[SECTOR_BYTES - 1] = (byte) 0xaa;
        Files.write(disk, sector);
        return xml(
                name,
                """
                <disk type='file' device='disk'>
                  <driver name='qemu' type='raw'/>
                  <source file='%s'/>
                  <target dev='hda' bus='ide'/>
                </disk>
                """
                        .formatted(disk));
    }

    private static String xml(String name, String devices) {
        return """
        <domain type='qemu'>
          <name>%s</name>
          <memory unit='MiB'>64</memory>
          <vcpu>1</vcpu>
          <os><type arch='x86_64' machine='pc'>hvm</type><boot dev='hd'/></os>
          <features><acpi/></features>
          <devices>
            <emulator>%s</emulator>
            %s<serial type='pty'/>
          </devices>
        </domain>
        """
                .formatted(name, EMULATOR, devices);
    }

    static WireDomain define(WireLink link, String xml) throws IOException {
        return link.call(
                        RemoteProcedures.DOMAIN_DEFINE_XML_FLAGS,
                        new DomainDefineXmlFlagsArgs(xml, 0))
                .dom();
    }

    /// The domain of that name.
    static WireDomain domain(WireLink link, String name) throws IOException {
        return link.call(RemoteProcedures.DOMAIN_LOOKUP_BY_NAME, new DomainLookupByNameArgs(name))
                .dom();
    }

    static void undefine(WireLink link, WireDomain domain) throws IOException {
        link.call(RemoteProcedures.DOMAIN_UNDEFINE_FLAGS, new DomainUndefineFlagsArgs(domain, 0));
    }

    static void start(WireLink link, WireDomain domain) throws IOException {
        link.call(
                RemoteProcedures.DOMAIN_CREATE_WITH_FLAGS,
                new DomainCreateWithFlagsArgs(domain, 0));
    }

    static void destroy(WireLink link, WireDomain domain) throws IOException {
        link.call(RemoteProcedures.DOMAIN_DESTROY_FLAGS, new DomainDestroyFlagsArgs(domain, 0));
    }

    /// Defines domains `d0`, `d1` … over several connections at once.
    static void defineMany(Target target, int count) throws IOException {
        List<Stopwatch.Work> works = new ArrayList<>();
        for (int i = 0; i < Math.min(count, DEFINING_CONNECTIONS); i++) {
            int first = i;
            works.add(
                    () -> {
                        try (WireLink link = target.connect()) {
                            for (int n = first; n < count; n += DEFINING_CONNECTIONS) {
                                define(link, definition(name(n)));
                            }
                        }
                    });
        }
        Crowd.together(works);
    }

    /// The name of one of [#defineMany].
    static String name(int n) {
        return "d" + n;
    }

    /// The process of a guest that was made by [#bootable].
    long qemuPid(String name) throws IOException {
        String disk = disks.resolve(name + ".img").toString();
        return ProcessHandle.allProcesses()
                .filter(process -> commandLine(process.pid()).contains(disk))
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElseThrow(() -> new IOException("no process has the disk " + disk));
    }

    /// Ends what a failed scenario has left running, by the folder that only its guests name.
    void sweep() {
        String ours = disks + "/";
        ProcessHandle.allProcesses()
                .filter(process -> commandLine(process.pid()).startsWith(EMULATOR))
                .filter(process -> commandLine(process.pid()).contains(ours))
                .forEach(ProcessHandle::destroyForcibly);
    }

    /// Empty for a process that has ended.
    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline")).replace('\0', ' ');
        } catch (IOException ended) {
            return "";
        }
    }
}
