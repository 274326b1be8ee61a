package org.ostler.acceptance;

import java.nio.file.Path;
import java.time.Duration;

/// The chain of origins behind a refused call, as a program reads it through libvirt-python.
final class FaultChain {
    private static final String PROGRAM =
            """
            import libvirt, sys
            libvirt.registerErrorHandler(lambda *a: None, None)
            try:
                libvirt.open(sys.argv[1]).createXML(open(sys.argv[2]).read(), 0)
            except libvirt.libvirtError as e:
                print(e.get_str3())
            """;

    private FaultChain() {}

    /// What is behind the failure of creating that guest.
    static String ofCreate(Virsh virsh, Path xml) {
        return Programs.run(
                        Duration.ofMinutes(2),
                        "/usr/bin/python3",
                        "-c",
                        PROGRAM,
                        virsh.uri(),
                        xml.toString())
                .succeeded();
    }
}
