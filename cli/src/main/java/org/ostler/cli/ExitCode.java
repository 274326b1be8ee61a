package org.ostler.cli;

import org.ostler.api.FaultCode;

/// How the program ends, by class of fault; scripts rely on the numbers, which never change.
enum ExitCode {
    OK(0, "It is done."),
    FAILED(1, "It failed: the hypervisor, the host or Ostler itself says why."),
    DIFFERENT(
            1,
            "diff only: the two differ, as with diff(1); what fails there without a class of its"
                    + " own ends with 2."),
    USAGE(2, "The command line is wrong; nothing was done."),
    NOT_FOUND(3, "There is no such domain, job, device or file."),
    CONFLICT(4, "It exists already, is busy, or its present state does not allow that."),
    PERMISSION(5, "It is not allowed: the connection may only look, or the access was denied."),
    CONNECTION(6, "The daemon cannot be reached, or the connection was lost."),
    TIMEOUT(7, "It did not end within the time; it may go on."),
    CANCELLED(8, "It was cancelled, and things are as they were."),
    UNSUPPORTED(9, "This hypervisor, host or version does not have it."),
    REFUSED(10, "What was given is wrong: a description, a flag, a value."),
    INTERRUPTED(130, "Ended by Ctrl-C; a job that was waited for goes on.");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    int number() {
        return number;
    }

    /// A sentence for the documentation.
    String meaning() {
        return meaning;
    }

    /// The class of a fault.
    static ExitCode of(FaultCode code) {
        return switch (code) {
            case OK -> OK;
            case INTERNAL_ERROR,
                    NO_MEMORY,
                    OPERATION_FAILED,
                    GET_FAILED,
                    POST_FAILED,
                    HTTP_ERROR,
                    SEXPR_SERIAL,
                    XEN_CALL,
                    DRIVER_FULL,
                    CALL_FAILED,
                    OPEN_FAILED,
                    READ_FAILED,
                    WRITE_FAILED,
                    SYSTEM_ERROR,
                    BUILD_FIREWALL,
                    MIGRATE_PERSIST_FAILED,
                    HOOK_SCRIPT_FAILED,
                    INVALID_STREAM,
                    STORAGE_PROBE_FAILED,
                    OVERFLOW,
                    DBUS_SERVICE,
                    MIGRATE_FINISH_OK,
                    AGENT_UNSYNCED,
                    CHECKPOINT_INCONSISTENT ->
                    FAILED;
            case NO_DOMAIN,
                    NO_NETWORK,
                    NO_STORAGE_POOL,
                    NO_STORAGE_VOL,
                    NO_NODE_DEVICE,
                    NO_INTERFACE,
                    NO_NWFILTER,
                    NO_SECRET,
                    NO_DOMAIN_SNAPSHOT,
                    NO_DOMAIN_METADATA,
                    NO_SERVER,
                    NO_CLIENT,
                    NO_NWFILTER_BINDING,
                    NO_DOMAIN_CHECKPOINT,
                    NO_DOMAIN_BACKUP,
                    NO_NETWORK_PORT,
                    DEVICE_MISSING ->
                    NOT_FOUND;
            case DOM_EXIST,
                    NETWORK_EXIST,
                    STORAGE_VOL_EXIST,
                    NETWORK_PORT_EXIST,
                    STORAGE_POOL_BUILT,
                    OPERATION_INVALID,
                    MULTIPLE_INTERFACES,
                    MULTIPLE_DOMAINS,
                    BLOCK_COPY_ACTIVE,
                    SNAPSHOT_REVERT_RISKY,
                    MIGRATE_UNSAFE,
                    RESOURCE_BUSY ->
                    CONFLICT;
            case OPERATION_DENIED, AUTH_FAILED, AUTH_CANCELLED, AUTH_UNAVAILABLE, ACCESS_DENIED ->
                    PERMISSION;
            case UNKNOWN_HOST,
                    NO_CONNECT,
                    INVALID_CONN,
                    NO_XEN,
                    NO_XENSTORE,
                    RPC,
                    GNUTLS_ERROR,
                    SSH,
                    LIBSSH,
                    NO_HOSTNAME ->
                    CONNECTION;
            case OPERATION_TIMEOUT, AGENT_UNRESPONSIVE -> TIMEOUT;
            case OPERATION_ABORTED -> CANCELLED;
            case NO_SUPPORT,
                    CONFIG_UNSUPPORTED,
                    ARGUMENT_UNSUPPORTED,
                    OPERATION_UNSUPPORTED,
                    CPU_INCOMPATIBLE,
                    NO_SECURITY_MODEL,
                    WARN_NO_NETWORK,
                    WARN_NO_STORAGE,
                    WARN_NO_NODE,
                    WARN_NO_INTERFACE,
                    WARN_NO_NWFILTER,
                    WARN_NO_SECRET ->
                    UNSUPPORTED;
            case INVALID_DOMAIN,
                    INVALID_ARG,
                    OS_TYPE,
                    NO_KERNEL,
                    NO_ROOT,
                    NO_SOURCE,
                    NO_TARGET,
                    NO_NAME,
                    NO_OS,
                    NO_DEVICE,
                    XML_ERROR,
                    PARSE_FAILED,
                    CONF_SYNTAX,
                    XML_DETAIL,
                    INVALID_NETWORK,
                    INVALID_MAC,
                    INVALID_STORAGE_POOL,
                    INVALID_STORAGE_VOL,
                    INVALID_NODE_DEVICE,
                    INVALID_INTERFACE,
                    INVALID_NWFILTER,
                    INVALID_SECRET,
                    INVALID_DOMAIN_SNAPSHOT,
                    XML_INVALID_SCHEMA,
                    INVALID_NWFILTER_BINDING,
                    INVALID_DOMAIN_CHECKPOINT,
                    INVALID_NETWORK_PORT ->
                    REFUSED;
        };
    }
}
