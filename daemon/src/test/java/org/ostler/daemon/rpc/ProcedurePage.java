package org.ostler.daemon.rpc;

import org.ostler.daemon.admin.AdminFront;
import org.ostler.wire.protocol.AdminProcedures;
import org.ostler.wire.protocol.KeepaliveProcedures;
import org.ostler.wire.protocol.LxcProcedures;
import org.ostler.wire.protocol.OstlerProcedures;
import org.ostler.wire.protocol.Permission;
import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.ProcedureTable;
import org.ostler.wire.protocol.QemuProcedures;
import org.ostler.wire.protocol.RemoteProcedures;

import java.util.List;
import java.util.stream.Collectors;

/// Writes docs/procedures.md from what the protocol description and the daemon's tables say.
final class ProcedurePage {
    static final List<ProcedureTable> PROGRAMS =
            List.of(
                    RemoteProcedures.table(),
                    QemuProcedures.table(),
                    LxcProcedures.table(),
                    AdminProcedures.table(),
                    OstlerProcedures.table(),
                    KeepaliveProcedures.table());

    private static final String HEAD =
            """
            # All procedures

            Written by a test from [the protocol description](protocol.md) and the daemon's table of handlers; do not edit it. Every procedure is
            decoded and encoded, whatever its state.

            - **needs**: the permissions that the caller must have, as libvirt's access control names them; `?flags&2` only if one of these bits is
              set in the argument, `?flags!3` only if none is, `?source=1` only if it has that value. After `→` the permission without which an element of
              the result is left out. `–` where everybody may make the call.
            - **read-only**: whether a read-only connection may make it; *by arguments* where only the conditional permissions are more than looking.
            - **state**: *done*; *unsupported*: decoded, checked, and answered as libvirt answers what its driver does not have (code 3); *event*: pushed,
              never called. A call that is done in the daemon may still be refused by the driver behind it, which `ostler support` tells.

            | program | number | calls done | calls unsupported | events |
            |---|---|---|---|---|
            """;

    private ProcedurePage() {}

    static String text() {
        HandlerTable handlers = RpcFront.handlers();
        StringBuilder page = new StringBuilder(HEAD);
        for (ProcedureTable table : PROGRAMS) {
            page.append(
                    "| [%s](#%s) | 0x%08x |"
                            .formatted(table.name(), table.name(), table.program()));
            for (State state : State.values()) {
                long count =
                        table.all().stream()
                                .filter(one -> State.of(one, handlers) == state)
                                .count();
                page.append(" ").append(count).append(" |");
            }
            page.append("\n");
        }
        PROGRAMS.forEach(table -> section(page, table, handlers));
        return page.toString();
    }

    private static void section(StringBuilder page, ProcedureTable table, HandlerTable handlers) {
        page.append("\n## ").append(table.name()).append("\n\n");
        note(page, table);
        page.append(
                "| | name | function | needs | read-only | state |\n|---|---|---|---|---|---|\n");
        for (Procedure<?, ?> procedure : table.all()) {
            State state = State.of(procedure, handlers);
            page.append("| %d | %s | ".formatted(procedure.number(), procedure.name()));
            if (state == State.EVENT) {
                page.append("| | | ");
            } else {
                page.append("`%s` | ".formatted(procedure.apiName()));
                page.append(needs(procedure)).append(" | ");
                page.append(table == AdminProcedures.table() ? "no" : readOnly(procedure))
                        .append(" | ");
            }
            page.append(state.word).append(" |\n");
        }
    }

    private static void note(StringBuilder page, ProcedureTable table) {
        if (table == RemoteProcedures.table()) {
            page.append("1 to 443 are those of libvirt 9.0; the others came later.\n\n");
        } else if (table == AdminProcedures.table()) {
            page.append("On a socket of its own, where who may connect may do everything.\n\n");
        }
    }

    private static String needs(Procedure<?, ?> procedure) {
        String needed =
                procedure.permissions().stream()
                        .map(permission -> "`" + permission + "`")
                        .collect(Collectors.joining(" "));
        return (needed.isEmpty() ? "–" : needed)
                + procedure.filter().map((Permission one) -> " → `" + one + "`").orElse("");
    }

    private static String readOnly(Procedure<?, ?> procedure) {
        return switch (procedure.readOnlyUse()) {
            case ALWAYS -> "yes";
            case BY_ARGUMENTS -> "by arguments";
            case NEVER -> "no";
        };
    }

    /// What becomes of a procedure.
    private enum State {
        DONE("done"),
        UNSUPPORTED("unsupported"),
        EVENT("event");

        private final String word;

        State(String word) {
            this.word = word;
        }

        static State of(Procedure<?, ?> procedure, HandlerTable handlers) {
            if (procedure.isEvent()) {
                return EVENT;
            }
            boolean served =
                    procedure.program() == AdminProcedures.PROGRAM
                            ? AdminFront.serves(procedure)
                            : handlers.find(procedure).isPresent();
            return served ? DONE : UNSUPPORTED;
        }
    }
}
