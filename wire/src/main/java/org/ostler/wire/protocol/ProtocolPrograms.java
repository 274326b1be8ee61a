package org.ostler.wire.protocol;

import java.util.Optional;

/// The programs that Ostler knows, by their numbers on the wire. A program's table is set up when
/// it is first asked for.
public final class ProtocolPrograms {

    private ProtocolPrograms() {}

    /// The table of a program; empty for an unknown one. The caller compares the version.
    public static Optional<ProcedureTable> find(int program) {
        return switch (program) {
            case RemoteProcedures.PROGRAM -> Optional.of(RemoteProcedures.table());
            case QemuProcedures.PROGRAM -> Optional.of(QemuProcedures.table());
            case LxcProcedures.PROGRAM -> Optional.of(LxcProcedures.table());
            case AdminProcedures.PROGRAM -> Optional.of(AdminProcedures.table());
            case OstlerProcedures.PROGRAM -> Optional.of(OstlerProcedures.table());
            case KeepaliveProcedures.PROGRAM -> Optional.of(KeepaliveProcedures.table());
            default -> Optional.empty();
        };
    }
}
