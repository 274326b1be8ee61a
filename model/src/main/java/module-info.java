/// What a guest *is*: immutable records and their XML both ways, with no notion of any hypervisor.
module org.ostler.model {
    requires java.xml;
    requires static org.jspecify;

    exports org.ostler.model;
    exports org.ostler.model.document;
}
