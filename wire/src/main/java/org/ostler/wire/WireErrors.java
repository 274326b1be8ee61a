package org.ostler.wire;

import org.ostler.wire.protocol.Permission;
import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.WireError;

import java.util.Optional;

/// The errors of the RPC layer itself, in exactly the words of libvirt's daemon. Clients depend on
/// them: `unknown procedure` makes libvirt's client fall back to older calls, code 3 makes virsh do
/// so.
///
/// Texts and members are those that libvirtd 9.0.0 was seen to send.
public final class WireErrors {
    private static final int INTERNAL_ERROR = 1;
    private static final int NO_SUPPORT = 3;
    private static final int OPERATION_DENIED = 29;
    private static final int RPC = 39;
    private static final int ACCESS_DENIED = 88;

    private static final int FROM_RPC = 7;
    private static final int FROM_ACCESS = 55;

    private static final int LEVEL_ERROR = 2;
    private static final int UNUSED = -1;

    private WireErrors() {}

    /// The program has no call of this number (events cannot be called).
    public static WireError unknownProcedure(int procedure) {
        return rpc("unknown procedure: " + procedure);
    }

    /// No such program, or not in this version.
    public static WireError unknownProgram(int program, int version) {
        return rpc(
                "Cannot find program %s version %s"
                        .formatted(
                                Integer.toUnsignedString(program),
                                Integer.toUnsignedString(version)));
    }

    /// A call whose status is not OK.
    public static WireError unexpectedStatus(int status) {
        return rpc("Unexpected message status " + status);
    }

    /// The arguments are short, or over a limit. What exactly is wrong is for the log, not the
    /// wire.
    public static WireError undecodable() {
        return rpc("Unable to decode message payload");
    }

    /// The reply is over a limit of the protocol.
    public static WireError unencodable() {
        return rpc("Unable to encode message payload");
    }

    /// Any call but those of authentication, before that has succeeded.
    public static WireError authenticationRequired() {
        return rpc("authentication required");
    }

    /// A call that needs an open connection, before `CONNECT_OPEN`.
    public static WireError notOpen() {
        return of(INTERNAL_ERROR, FROM_RPC, "internal error: %s", "hypervisor connection not open");
    }

    /// A second `CONNECT_OPEN`.
    public static WireError alreadyOpen() {
        return of(INTERNAL_ERROR, FROM_RPC, "internal error: %s", "connection already open");
    }

    /// The driver does not have what the procedure asks for.
    public static WireError notSupported(Procedure<?, ?> procedure) {
        return of(
                NO_SUPPORT,
                procedure.errorDomain(),
                "this function is not supported by the connection driver: %s",
                procedure.apiName());
    }

    /// A call that a read-only connection may not make, or not with these flags.
    public static WireError readOnly(Procedure<?, ?> procedure) {
        String detail =
                procedure.permissions().stream().anyMatch(WireErrors::isForSecureFlag)
                        ? procedure.apiName() + " with secure flag"
                        : "read only access prevents " + procedure.apiName();
        return of(OPERATION_DENIED, procedure.errorDomain(), "operation forbidden: %s", detail);
    }

    private static boolean isForSecureFlag(Permission permission) {
        return permission.action().equals("read_secure")
                && !(permission.condition() instanceof Permission.Always);
    }

    /// The caller does not have a permission.
    public static WireError accessDenied(Procedure<?, ?> procedure) {
        return of(ACCESS_DENIED, FROM_ACCESS, "access denied: %s", procedure.apiName());
    }

    private static WireError rpc(String message) {
        return of(RPC, FROM_RPC, "%s", message);
    }

    /// @param format the message with `%s` in place of the detail
    private static WireError of(int code, int domain, String format, String detail) {
        return new WireError(
                code,
                domain,
                Optional.of(format.replace("%s", detail)),
                LEVEL_ERROR,
                Optional.empty(),
                Optional.of(format),
                Optional.of(detail),
                Optional.empty(),
                UNUSED,
                UNUSED,
                Optional.empty());
    }
}
