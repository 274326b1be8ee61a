package org.ostler.wire.protocol;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/// Everything that the protocol says about one call or event. Immutable; one constant each in the
/// generated tables ([RemoteProcedures] and its like). Creating the constants loads no record
/// class, and no names.
///
/// @param <A> the arguments of a call, or the content of an event
/// @param <R> the reply; [Nothing] for an event
public final class Procedure<A extends XdrStruct, R extends XdrStruct> {

    static final int EVENT = 1;
    static final int HIGH = 1 << 1;
    static final int STREAM_TO_CLIENT = 1 << 2;
    static final int STREAM_TO_SERVER = 1 << 3;
    static final int SPARSE = 1 << 4;
    static final int FILES_TO_SERVER = 1 << 5;
    static final int FILES_TO_CLIENT = 1 << 6;
    static final int READ_ONLY = 1 << 7;
    static final int READ_WRITE = 1 << 8;

    private final ProcedureDecoders decoders;
    private final int program;
    private final int number;
    private final int traits;
    private final int errorDomain;

    /// Parsed when first asked for; a race of two threads makes two equal immutable lists.
    private @Nullable List<Permission> permissions;

    Procedure(ProcedureDecoders decoders, int program, int number, int traits, int errorDomain) {
        this.decoders = decoders;
        this.program = program;
        this.number = number;
        this.traits = traits;
        this.errorDomain = errorDomain;
    }

    /// The number of the program it belongs to.
    public int program() {
        return program;
    }

    /// Its number within the program, from 1.
    public int number() {
        return number;
    }

    /// Its name, as `DOMAIN_CREATE_XML`.
    public String name() {
        return decoders.words().name(number);
    }

    /// The function of libvirt's C API that makes this call, as `virDomainCreateXML`. libvirt names
    /// it in `this function is not supported by the connection driver: virDomainCreateXML`.
    public String apiName() {
        return decoders.words().apiName(number);
    }

    /// The error domain (`VIR_FROM_…`) of that message: 20 for domains, 30 for secrets.
    public int errorDomain() {
        return errorDomain;
    }

    /// Pushed by the server, without a call and without a reply.
    public boolean isEvent() {
        return has(EVENT);
    }

    /// Never waits for a guest or a disk, by libvirt's judgement: may be served out of turn.
    public boolean isHighPriority() {
        return has(HIGH);
    }

    /// A stream of data follows the reply, in one direction at least.
    public boolean hasStream() {
        return has(STREAM_TO_CLIENT | STREAM_TO_SERVER);
    }

    /// The server sends data.
    public boolean streamsToClient() {
        return has(STREAM_TO_CLIENT);
    }

    /// The client sends data.
    public boolean streamsToServer() {
        return has(STREAM_TO_SERVER);
    }

    /// The stream may have holes, if bit 0 of the arguments' flags is set.
    public boolean mayBeSparse() {
        return has(SPARSE);
    }

    /// File descriptors may come with the call.
    public boolean passesFilesToServer() {
        return has(FILES_TO_SERVER);
    }

    /// File descriptors may come with the reply.
    public boolean passesFilesToClient() {
        return has(FILES_TO_CLIENT);
    }

    /// What the caller must be allowed; every one whose condition holds for the arguments. Empty if
    /// everybody may call it.
    public List<Permission> permissions() {
        List<Permission> parsed = permissions;
        if (parsed == null) {
            parsed = Permission.parseList(decoders.words().permissions(number));
            permissions = parsed;
        }
        return parsed;
    }

    /// What the caller must be allowed to see an element of the result; others are left out.
    public Optional<Permission> filter() {
        return Permission.parseList(decoders.words().filter(number)).stream().findFirst();
    }

    /// Whether a read-only connection may make the call with these arguments: it needs no
    /// permission that goes beyond looking. A few calls differ, as libvirt's library was seen to
    /// treat them.
    public boolean isReadOnlyFor(A args) {
        if (has(READ_ONLY | READ_WRITE)) {
            return has(READ_ONLY);
        }
        for (Permission permission : permissions()) {
            if (!permission.isReadOnly() && permission.condition().holdsFor(args)) {
                return false;
            }
        }
        return true;
    }

    /// What [#isReadOnlyFor] says for all arguments at once.
    public ReadOnlyUse readOnlyUse() {
        if (has(READ_ONLY | READ_WRITE)) {
            return has(READ_ONLY) ? ReadOnlyUse.ALWAYS : ReadOnlyUse.NEVER;
        }
        ReadOnlyUse use = ReadOnlyUse.ALWAYS;
        for (Permission permission : permissions()) {
            if (!permission.isReadOnly()) {
                if (permission.condition() instanceof Permission.Always) {
                    return ReadOnlyUse.NEVER;
                }
                use = ReadOnlyUse.BY_ARGUMENTS;
            }
        }
        return use;
    }

    /// Reads the arguments, or the content of an event.
    ///
    /// @throws XdrException if the payload does not have their form
    @SuppressWarnings(
            "unchecked") // the switch and the type of the constant come from one description
    public A decodeArgs(XdrReader xdr) {
        return (A) decoders.args(number, xdr);
    }

    /// Reads the reply.
    ///
    /// @throws XdrException if the payload does not have its form
    @SuppressWarnings(
            "unchecked") // the switch and the type of the constant come from one description
    public R decodeReply(XdrReader xdr) {
        return (R) decoders.reply(number, xdr);
    }

    private boolean has(int trait) {
        return (traits & trait) != 0;
    }

    @Override
    public String toString() {
        return name();
    }
}
