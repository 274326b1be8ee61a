package org.ostler.driver.qemu;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Layer;
import org.ostler.api.Origin;
import org.ostler.posix.PosixException;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/// Faults of running guests: what was asked, and each layer's own words, down to the deepest.
final class QemuFaults {
    private QemuFaults() {}

    /// A QEMU that does not tell what it can do.
    static Fault unusable(QemuProbeException e) {
        return Fault.of(
                FaultCode.INTERNAL_ERROR, FaultDomain.QEMU, "internal error: " + Words.of(e));
    }

    /// QEMU did not come up.
    static Fault start(String guest, QemuBinary binary, QemuStartException e) {
        Fault.Builder fault =
                Fault.builder(
                                FaultCode.INTERNAL_ERROR,
                                FaultDomain.QEMU,
                                "internal error: " + Words.of(e))
                        .origin(Origin.of(Layer.DRIVER, "start", guest, "", first(e)));
        if (!e.words().isEmpty()) {
            fault.origin(
                    new Origin(
                            Layer.QEMU,
                            binary.path().getFileName().toString(),
                            binary.version().toString(),
                            "start",
                            guest,
                            "",
                            e.words()));
        } else if (e.getCause() instanceof IOException io) {
            fault.origin(os("start", guest, io));
        }
        return fault.build();
    }

    private static String first(QemuStartException e) {
        String all = Words.of(e);
        return e.words().isEmpty() ? all : all.substring(0, all.indexOf(e.words())).strip();
    }

    /// A monitor command did not succeed.
    static Fault monitor(String guest, QmpException e) {
        FaultCode code =
                e.kind() == QmpException.Kind.DEADLINE
                        ? FaultCode.OPERATION_TIMEOUT
                        : FaultCode.INTERNAL_ERROR;
        String sentence =
                code == FaultCode.OPERATION_TIMEOUT
                        ? "Timed out during operation: " + Words.of(e)
                        : "internal error: " + Words.of(e);
        Fault.Builder fault =
                Fault.builder(code, FaultDomain.QEMU, sentence)
                        .origin(
                                Origin.of(
                                        Layer.DRIVER,
                                        e.command(),
                                        guest,
                                        e.kind().name(),
                                        Words.of(e)))
                        .origin(
                                Origin.of(
                                        Layer.QMP,
                                        e.command(),
                                        guest,
                                        e.errorClass().orElse(""),
                                        e.description()));
        if (e.outcomeUnknown()) {
            fault.outcomeUnknown();
        }
        return fault.build();
    }

    /// The host's operating system refused something.
    ///
    /// @param sentence what was asked, without the reason
    static Fault system(String sentence, String operation, String subject, IOException e) {
        Origin origin = os(operation, subject, e);
        Fault.Builder fault =
                Fault.builder(
                                FaultCode.SYSTEM_ERROR,
                                FaultDomain.QEMU,
                                sentence + ": " + origin.text())
                        .origin(Origin.of(Layer.DRIVER, operation, subject, "", sentence))
                        .origin(origin);
        if (e instanceof PosixException posix) {
            fault.errno(posix.errno());
        } else if (origin.code().equals("ENOENT")) {
            fault.errno(2);
        } else if (origin.code().equals("EACCES")) {
            fault.errno(13);
        }
        return fault.build();
    }

    private static Origin os(String operation, String subject, IOException e) {
        return switch (e) {
            case PosixException posix ->
                    Origin.of(
                            Layer.OS, posix.call(), subject, posix.errnoName(), posix.errnoText());
            case NoSuchFileException _ ->
                    Origin.of(Layer.OS, operation, subject, "ENOENT", "No such file or directory");
            case AccessDeniedException _ ->
                    Origin.of(Layer.OS, operation, subject, "EACCES", "Permission denied");
            default -> Origin.of(Layer.OS, operation, subject, "", Words.of(e));
        };
    }
}
