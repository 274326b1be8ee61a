/// What a guest *is*, and the networks, storage, devices and snapshots around it: immutable records
/// and their XML both ways, with no notion of any hypervisor.
module org.ostler.model {
    requires java.xml;
    requires static org.jspecify;

    exports org.ostler.model;
    exports org.ostler.model.diff;
    exports org.ostler.model.document;
}
