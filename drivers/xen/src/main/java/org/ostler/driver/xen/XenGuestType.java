package org.ostler.driver.xen;

import org.ostler.model.OsSpec;

import java.util.Optional;

/// How Xen runs a guest.
public enum XenGuestType {
    /// Paravirtualized: no emulated hardware, no hardware virtualization.
    PV("pv", "xenpv", "linux"),
    /// Hardware virtualization without emulated hardware.
    PVH("pvh", "xenpvh", "xenpvh"),
    /// A whole emulated machine.
    HVM("hvm", "xenfv", "hvm");

    private final String word;
    private final String machine;
    private final String osType;

    XenGuestType(String word, String machine, String osType) {
        this.word = word;
        this.machine = machine;
        this.osType = osType;
    }

    /// libxl's word for it.
    public String word() {
        return word;
    }

    /// The machine type in domain XML.
    public String machine() {
        return machine;
    }

    /// The operating system type in domain XML.
    public String osType() {
        return osType;
    }

    /// By libxl's word.
    public static Optional<XenGuestType> ofWord(String word) {
        for (XenGuestType type : values()) {
            if (type.word.equals(word)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /// What a description asks for; empty for operating system types that Xen does not have. A
    /// paravirtualized type on the machine `xenpvh` is PVH.
    public static Optional<XenGuestType> of(OsSpec os) {
        return switch (os.type()) {
            case HVM -> Optional.of(HVM);
            case XENPVH -> Optional.of(PVH);
            case XEN, LINUX ->
                    Optional.of(os.machine().filter(PVH.machine::equals).isPresent() ? PVH : PV);
            case EXE, UML -> Optional.empty();
        };
    }
}
