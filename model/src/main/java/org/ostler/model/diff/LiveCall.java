package org.ostler.model.diff;

/// A call by which something of a running guest is changed, by the name of libvirt's C function.
public enum LiveCall {
    ATTACH_DEVICE("virDomainAttachDeviceFlags"),
    DETACH_DEVICE("virDomainDetachDeviceFlags"),
    UPDATE_DEVICE("virDomainUpdateDeviceFlags"),
    SET_MEMORY("virDomainSetMemoryFlags"),
    SET_MEMORY_STATS_PERIOD("virDomainSetMemoryStatsPeriod"),
    SET_VCPUS("virDomainSetVcpusFlags"),
    SET_METADATA("virDomainSetMetadata"),
    SET_LIFECYCLE_ACTION("virDomainSetLifecycleAction"),
    SET_SCHEDULER("virDomainSetSchedulerParametersFlags"),
    PIN_VCPU("virDomainPinVcpuFlags"),
    PIN_EMULATOR("virDomainPinEmulator"),
    PIN_IOTHREAD("virDomainPinIOThread"),
    TUNE_MEMORY("virDomainSetMemoryParameters"),
    TUNE_BLOCKS("virDomainSetBlkioParameters"),
    TUNE_DISK("virDomainSetBlockIoTune"),
    TUNE_INTERFACE("virDomainSetInterfaceParameters"),
    TUNE_NUMA("virDomainSetNumaParameters"),
    SET_PERF_EVENTS("virDomainSetPerfEvents");

    private final String function;

    LiveCall(String function) {
        this.function = function;
    }

    /// The function's name, as an API's `Operation.call()` says it.
    public String function() {
        return function;
    }
}
