package org.ostler.daemon.admin;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.daemon.config.Settings.LogSettings;
import org.ostler.daemon.rpc.FlagBits;
import org.ostler.wire.protocol.AdminConnectGetLibVersionRet;
import org.ostler.wire.protocol.AdminConnectGetLoggingFiltersArgs;
import org.ostler.wire.protocol.AdminConnectGetLoggingFiltersRet;
import org.ostler.wire.protocol.AdminConnectGetLoggingOutputsArgs;
import org.ostler.wire.protocol.AdminConnectGetLoggingOutputsRet;
import org.ostler.wire.protocol.AdminConnectSetDaemonTimeoutArgs;
import org.ostler.wire.protocol.AdminConnectSetLoggingFiltersArgs;
import org.ostler.wire.protocol.AdminConnectSetLoggingOutputsArgs;
import org.ostler.wire.protocol.AdminProcedures;
import org.ostler.wire.protocol.Nothing;

import java.io.IOException;
import java.util.Optional;

/// The daemon itself: its version, its log, when it ends by itself.
final class DaemonHandlers {
    /// libvirt's release whose protocol is spoken: 9.0.0.
    private static final long LIB_VERSION = 9_000_000;

    private DaemonHandlers() {}

    static void register(AdminTable table) {
        table.serve(
                AdminProcedures.CONNECT_GET_LIB_VERSION,
                (_, _) -> new AdminConnectGetLibVersionRet(LIB_VERSION));
        table.serve(AdminProcedures.CONNECT_GET_LOGGING_OUTPUTS, DaemonHandlers::outputs);
        table.serve(AdminProcedures.CONNECT_SET_LOGGING_OUTPUTS, DaemonHandlers::setOutputs);
        table.serve(AdminProcedures.CONNECT_GET_LOGGING_FILTERS, DaemonHandlers::filters);
        table.serve(AdminProcedures.CONNECT_SET_LOGGING_FILTERS, DaemonHandlers::setFilters);
        table.serve(AdminProcedures.CONNECT_SET_DAEMON_TIMEOUT, DaemonHandlers::setTimeout);
    }

    private static AdminConnectGetLoggingOutputsRet outputs(
            AdminSession session, AdminConnectGetLoggingOutputsArgs args) {
        FlagBits.requireNone(args.flags(), AdminProcedures.CONNECT_GET_LOGGING_OUTPUTS);
        return new AdminConnectGetLoggingOutputsRet(
                LogOutput.text(session.context().logs().settings()), 1);
    }

    /// Nothing at all brings back what the daemon was started with.
    private static Nothing setOutputs(
            AdminSession session, AdminConnectSetLoggingOutputsArgs args) {
        FlagBits.requireNone(args.flags(), AdminProcedures.CONNECT_SET_LOGGING_OUTPUTS);
        String wanted = args.outputs().orElse("").strip();
        LogSettings initial = session.context().logs().initialSettings();
        LogSettings settings = wanted.isEmpty() ? initial : LogOutput.parse(wanted, initial.json());
        try {
            session.context().logs().change(settings);
        } catch (IOException e) {
            throw Fault.of(
                    FaultCode.OPERATION_FAILED,
                    FaultDomain.ADMIN,
                    "operation failed: cannot write the log to " + wanted + ": " + e);
        }
        return Nothing.NOTHING;
    }

    private static AdminConnectGetLoggingFiltersRet filters(
            AdminSession session, AdminConnectGetLoggingFiltersArgs args) {
        FlagBits.requireNone(args.flags(), AdminProcedures.CONNECT_GET_LOGGING_FILTERS);
        return new AdminConnectGetLoggingFiltersRet(Optional.empty(), 0);
    }

    private static Nothing setFilters(
            AdminSession session, AdminConnectSetLoggingFiltersArgs args) {
        FlagBits.requireNone(args.flags(), AdminProcedures.CONNECT_SET_LOGGING_FILTERS);
        if (args.filters().filter(text -> !text.isBlank()).isPresent()) {
            throw AdminDispatcher.unsupported(
                    "the log has no filters; the level of its output holds for all of it");
        }
        return Nothing.NOTHING;
    }

    private static Nothing setTimeout(AdminSession session, AdminConnectSetDaemonTimeoutArgs args) {
        FlagBits.requireNone(args.flags(), AdminProcedures.CONNECT_SET_DAEMON_TIMEOUT);
        session.context().idle().set(Integer.toUnsignedLong(args.timeout()));
        return Nothing.NOTHING;
    }
}
