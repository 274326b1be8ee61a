package org.ostler.engine;

import org.ostler.api.DomainState;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Flag;
import org.ostler.api.Layer;
import org.ostler.api.NativeFormat;
import org.ostler.api.Operation;
import org.ostler.api.Origin;

import java.util.Set;
import java.util.UUID;

/// The faults by which the engine itself refuses, in the codes, domains and sentences that
/// libvirt's clients look for (observed on libvirtd 9.0 with its qemu and test drivers).
///
/// Immutable.
final class Refusal {
    private final FaultDomain driver;

    /// @param driver the fault domain of the driver
    Refusal(FaultDomain driver) {
        this.driver = driver;
    }

    Fault noSuchDomain(UUID uuid, String name) {
        return Fault.of(
                FaultCode.NO_DOMAIN,
                driver,
                "Domain not found: no domain with matching uuid '" + uuid + "' (" + name + ")");
    }

    Fault noSupport(Operation operation) {
        return Fault.of(
                FaultCode.NO_SUPPORT,
                FaultDomain.DOMAIN,
                "this function is not supported by the connection driver: " + operation.call());
    }

    Fault noSuchFormat(NativeFormat format) {
        return Fault.of(
                FaultCode.INVALID_ARG,
                driver,
                "invalid argument: unsupported config type " + format.name());
    }

    Fault noSuchStatistics(Set<? extends Flag> refused) {
        return Fault.of(
                FaultCode.ARGUMENT_UNSUPPORTED,
                driver,
                "argument unsupported: Stats types bits 0x%x are not supported by this daemon"
                        .formatted(bits(refused)));
    }

    private static int bits(Set<? extends Flag> flags) {
        int bits = 0;
        for (Flag flag : flags) {
            bits |= flag.bit();
        }
        return bits;
    }

    Fault unknownFlags(Operation operation, Set<? extends Flag> refused) {
        return Fault.of(
                FaultCode.INVALID_ARG,
                driver,
                "unsupported flags (0x%x) in function %s"
                        .formatted(bits(refused), operation.call()));
    }

    Fault wrongState(Operation operation, DomainState state) {
        boolean already =
                (operation == Operation.DOMAIN_START && state.active())
                        || (operation == Operation.DOMAIN_RESUME && state == DomainState.RUNNING);
        if (already) {
            return invalid(driver, "domain is already running");
        }
        if (state == DomainState.PMSUSPENDED) {
            return invalid(driver, "domain is pmsuspended");
        }
        return invalid(
                operation == Operation.DOMAIN_SHUTDOWN ? driver : FaultDomain.DOMAIN,
                "domain is not running");
    }

    Fault notRunning() {
        return invalid(FaultDomain.DOMAIN, "domain is not running");
    }

    /// The layer below did not tell in time.
    Fault untold(String what) {
        return later(
                FaultCode.OPERATION_TIMEOUT,
                "Timed out during operation: " + what + " is not told");
    }

    Fault alreadyActive(String name) {
        return invalid(FaultDomain.DOMAIN, "domain '" + name + "' is already active");
    }

    Fault undefineTransient() {
        return invalid(driver, "cannot undefine transient domain");
    }

    Fault autostartTransient() {
        return invalid(driver, "cannot set autostart for transient domain");
    }

    Fault unmet(String condition, String remedy) {
        return invalid(driver, remedy.isEmpty() ? condition : condition + " (" + remedy + ")");
    }

    Fault impossible(String reason) {
        return Fault.of(
                FaultCode.OPERATION_UNSUPPORTED, driver, "Operation not supported: " + reason);
    }

    Fault nameTaken(String name, UUID owner) {
        return failed("domain '" + name + "' already exists with uuid " + owner);
    }

    Fault uuidTaken(String owner, UUID uuid) {
        return failed("domain '" + owner + "' is already defined with uuid " + uuid);
    }

    private static Fault failed(String why) {
        return Fault.of(FaultCode.OPERATION_FAILED, FaultDomain.DOMAIN, "operation failed: " + why);
    }

    private static Fault invalid(FaultDomain domain, String why) {
        return Fault.of(
                FaultCode.OPERATION_INVALID, domain, "Requested operation is not valid: " + why);
    }

    Fault closing() {
        return later(FaultCode.OPERATION_FAILED, "operation failed: the engine is closing");
    }

    /// A fault that goes away by itself.
    Fault later(FaultCode code, String sentence) {
        return Fault.builder(code, driver, sentence).retryable().build();
    }

    /// Something here went wrong that nobody thought of.
    Fault internal(Layer layer, String doing, String subject, Throwable unexpected) {
        String words =
                unexpected.getMessage() == null
                        ? unexpected.getClass().getSimpleName()
                        : unexpected.getMessage();
        return Fault.builder(FaultCode.INTERNAL_ERROR, driver, "internal error: " + words)
                .origin(
                        Origin.of(
                                layer,
                                doing,
                                subject,
                                unexpected.getClass().getSimpleName(),
                                words))
                .cause(unexpected)
                .build();
    }
}
