package org.ostler.api;

import java.util.Optional;

/// Everything one can ask of a host, by name; what a driver does not register for is refused before
/// anything is touched.
///
/// The id is the name in Ostler's own interfaces; the call is the name of libvirt's C function that
/// means the same, which its clients expect to read in errors.
public enum Operation {
    HOST_CAPABILITIES("host.capabilities", "virConnectGetCapabilities", Effect.READ),
    HOST_DOMAIN_CAPABILITIES(
            "host.domain-capabilities", "virConnectGetDomainCapabilities", Effect.READ),
    HOST_NODE_INFO("host.node-info", "virNodeGetInfo", Effect.READ),
    HOST_PROCESSORS("host.processors", "virNodeGetCPUStats", Effect.READ),
    HOST_MEMORY("host.memory", "virNodeGetMemoryStats", Effect.READ),
    DOMAIN_LIST("domain.list", "virConnectListAllDomains", Effect.READ),
    DOMAIN_LOOKUP("domain.lookup", "virDomainLookupByUUID", Effect.READ),
    DOMAIN_XML("domain.xml", "virDomainGetXMLDesc", Effect.READ),
    DOMAIN_COUNTERS("domain.counters", "virDomainGetInfo", Effect.READ),
    DOMAIN_STATISTICS("domain.statistics", "virConnectGetAllDomainStats", Effect.READ),
    DOMAIN_PLAN("domain.plan", "virConnectDomainXMLToNative", Effect.READ),
    DOMAIN_FROM_NATIVE("domain.from-native", "virConnectDomainXMLFromNative", Effect.READ),
    DOMAIN_TO_NATIVE("domain.to-native", "virConnectDomainXMLToNative", Effect.READ),
    DOMAIN_DEFINE("domain.define", "virDomainDefineXMLFlags", Effect.CHANGE),
    DOMAIN_UNDEFINE("domain.undefine", "virDomainUndefineFlags", Effect.CHANGE),
    DOMAIN_CREATE("domain.create", "virDomainCreateXML", Effect.CHANGE),
    DOMAIN_START("domain.start", "virDomainCreateWithFlags", Effect.CHANGE),
    DOMAIN_SHUTDOWN("domain.shutdown", "virDomainShutdownFlags", Effect.CHANGE),
    DOMAIN_REBOOT("domain.reboot", "virDomainReboot", Effect.CHANGE),
    DOMAIN_RESET("domain.reset", "virDomainReset", Effect.CHANGE),
    DOMAIN_DESTROY("domain.destroy", "virDomainDestroyFlags", Effect.CHANGE),
    DOMAIN_SUSPEND("domain.suspend", "virDomainSuspend", Effect.CHANGE),
    DOMAIN_RESUME("domain.resume", "virDomainResume", Effect.CHANGE),
    DOMAIN_SET_AUTOSTART("domain.set-autostart", "virDomainSetAutostart", Effect.CHANGE),
    DOMAIN_CONSOLE("domain.console", "virDomainOpenConsole", Effect.CHANGE),
    JOB_LIST("job.list", "virDomainGetJobInfo", Effect.READ),
    JOB_CANCEL("job.cancel", "virDomainAbortJob", Effect.CHANGE),
    EVENT_SUBSCRIBE("event.subscribe", "virConnectDomainEventRegisterAny", Effect.READ);

    private final String id;
    private final String call;
    private final Effect effect;

    Operation(String id, String call, Effect effect) {
        this.id = id;
        this.call = call;
        this.effect = effect;
    }

    /// The name in Ostler's own interfaces, e.g. `domain.start`.
    public String id() {
        return id;
    }

    /// The C function of libvirt that means the same, e.g. `virDomainCreateWithFlags`.
    public String call() {
        return call;
    }

    /// Whether it only reads; what changes is refused on a read-only connection.
    public Effect effect() {
        return effect;
    }

    /// The operation of that id.
    public static Optional<Operation> of(String id) {
        for (Operation candidate : values()) {
            if (candidate.id.equals(id)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /// What a call does to the host.
    public enum Effect {
        /// It looks, and waits for no job.
        READ,
        /// It changes something, or gives a way to.
        CHANGE
    }
}
