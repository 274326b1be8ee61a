package org.ostler.model;

/// What a domain boots as: the content of `<os><type>`.
public enum OsType implements Spelled {
    HVM("hvm"),
    XEN("xen"),
    LINUX("linux"),
    EXE("exe"),
    XENPVH("xenpvh"),
    UML("uml");

    static final Codec<OsType> CODEC = Codec.of(values());

    private final String xml;

    OsType(String xml) {
        this.xml = xml;
    }

    @Override
    public String xml() {
        return xml;
    }
}
