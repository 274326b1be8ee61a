package org.ostler.xlcfg;

import org.ostler.model.XmlElement;

/// How a guest is virtualised, which decides what many options mean.
enum GuestKind {
    HVM("xenfv", "hvm"),
    PV("xenpv", "linux"),
    PVH("xenpvh", "xenpvh");

    private final String machine;
    private final String os;

    GuestKind(String machine, String os) {
        this.machine = machine;
        this.os = os;
    }

    /// What xl takes it for: `type`, or else xend's `builder`, or else paravirtual.
    static GuestKind of(XlConfig config) {
        String type =
                config.get(XlOptions.TYPE).or(() -> config.get(XlOptions.BUILDER)).orElse("pv");
        return switch (type) {
            case "hvm" -> HVM;
            case "pvh" -> PVH;
            default -> PV;
        };
    }

    static GuestKind of(XmlElement domain) {
        XmlElement os = domain.child("os").flatMap(is -> is.child("type")).orElseThrow();
        if (Xml.is(os, "machine", "xenpvh") || os.text().equals("xenpvh")) {
            return PVH;
        }
        return os.text().equals("hvm") ? HVM : PV;
    }

    /// The machine type of a domain's description.
    String machine() {
        return machine;
    }

    /// The operating system type of a domain's description.
    String os() {
        return os;
    }

    /// The bus of the guest's own mouse and keyboard.
    String inputBus() {
        return this == HVM ? "ps2" : "xen";
    }
}
