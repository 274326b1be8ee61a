package org.ostler.model;

/// The kind of hypervisor that a domain is for: the attribute `type` of `<domain>`.
public enum DomainType implements Spelled {
    QEMU("qemu"),
    KQEMU("kqemu"),
    KVM("kvm"),
    XEN("xen"),
    LXC("lxc"),
    UML("uml"),
    OPENVZ("openvz"),
    TEST("test"),
    VMWARE("vmware"),
    HYPERV("hyperv"),
    VBOX("vbox"),
    PHYP("phyp"),
    PARALLELS("parallels"),
    BHYVE("bhyve"),
    VZ("vz"),
    HVF("hvf");

    static final Codec<DomainType> CODEC = Codec.of(values());

    private final String xml;

    DomainType(String xml) {
        this.xml = xml;
    }

    @Override
    public String xml() {
        return xml;
    }
}
