package org.ostler.driver.xen;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Layer;
import org.ostler.api.Origin;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Faults of Xen guests: what was asked, and each layer's own words, down to the deepest.
///
/// Sentences begin as libvirt's do for the same call, because clients look for these words, and end
/// with the words of the layer that knows why.
final class XenFaults {
    private static final int WORDS_IN_SENTENCE = 2;

    /// The system's texts that libxl and the libraries below it end their messages with, and what
    /// the system calls them.
    private static final List<String[]> SYSTEM =
            List.of(
                    new String[] {"No such file or directory", "ENOENT"},
                    new String[] {"Permission denied", "EACCES"},
                    new String[] {"Cannot allocate memory", "ENOMEM"},
                    new String[] {"Device or resource busy", "EBUSY"},
                    new String[] {"No space left on device", "ENOSPC"},
                    new String[] {"Operation not supported", "EOPNOTSUPP"},
                    new String[] {"No such process", "ESRCH"},
                    new String[] {"Input/output error", "EIO"});

    private XenFaults() {}

    /// libxl did not do it.
    ///
    /// @param sentence what was asked, as libvirt begins to say that it failed
    /// @param operation libxl's function
    /// @param subject the domain's name
    static Fault libxl(String sentence, String operation, String subject, LibxlException e) {
        boolean late = e.is(LibxlError.TIMEDOUT);
        boolean cancelled = e.is(LibxlError.ABORTED);
        String words = words(e);
        Fault.Builder fault =
                Fault.builder(
                                late
                                        ? FaultCode.OPERATION_TIMEOUT
                                        : cancelled
                                                ? FaultCode.OPERATION_ABORTED
                                                : FaultCode.INTERNAL_ERROR,
                                FaultDomain.LIBXL,
                                beginning(late, cancelled) + sentence + ": " + words)
                        .origin(Origin.of(Layer.DRIVER, e.operation(), subject, "", sentence))
                        .origin(
                                new Origin(
                                        Layer.LIBXL,
                                        "libxenlight",
                                        LibxlLibrary.release(),
                                        operation,
                                        subject,
                                        e.codeName(),
                                        words));
        os(e, operation, subject).ifPresent(fault::origin);
        if (late) {
            fault.outcomeUnknown();
        }
        return fault.build();
    }

    private static String beginning(boolean late, boolean cancelled) {
        if (late) {
            return "Timed out during operation: ";
        }
        return cancelled ? "operation aborted: " : "internal error: ";
    }

    /// What libxl said of the cause; the meaning of its code where it said nothing.
    static String words(LibxlException e) {
        List<LogLine> causes = LibxlException.causes(e.lines());
        if (causes.isEmpty()) {
            causes = e.lines().stream().filter(LogLine::isComplaint).toList();
        }
        String words =
                causes.stream()
                        .limit(WORDS_IN_SENTENCE)
                        .map(line -> line.text().strip())
                        .distinct()
                        .collect(Collectors.joining("; "));
        return words.isEmpty() ? "libxl says " + e.codeName() + " and no reason" : words;
    }

    private static Optional<Origin> os(LibxlException e, String operation, String subject) {
        for (LogLine line : LibxlException.causes(e.lines())) {
            for (String[] known : SYSTEM) {
                if (line.text().strip().endsWith(known[0])
                        && words(e).contains(line.text().strip())) {
                    return Optional.of(Origin.of(Layer.OS, operation, subject, known[1], known[0]));
                }
            }
        }
        return Optional.empty();
    }

    /// The installed libxl does not know what the driver wrote for it.
    static Fault unknownToLibxl(String subject, UnsupportedByLibxlException e) {
        return Fault.builder(
                        FaultCode.CONFIG_UNSUPPORTED,
                        FaultDomain.LIBXL,
                        "unsupported configuration: " + words(e))
                .origin(
                        Origin.of(
                                Layer.LIBXL,
                                "libxl_domain_config_from_json",
                                subject,
                                "",
                                words(e)))
                .build();
    }

    /// The host's operating system refused something.
    ///
    /// @param sentence what was asked, without the reason
    static Fault system(String sentence, String operation, String subject, IOException e) {
        Origin origin =
                switch (e) {
                    case NoSuchFileException _ ->
                            Origin.of(
                                    Layer.OS,
                                    operation,
                                    subject,
                                    "ENOENT",
                                    "No such file or directory");
                    case AccessDeniedException _ ->
                            Origin.of(Layer.OS, operation, subject, "EACCES", "Permission denied");
                    default -> Origin.of(Layer.OS, operation, subject, "", words(e));
                };
        Fault.Builder fault =
                Fault.builder(
                                FaultCode.SYSTEM_ERROR,
                                FaultDomain.LIBXL,
                                sentence + ": " + origin.text())
                        .origin(Origin.of(Layer.DRIVER, operation, subject, "", sentence))
                        .origin(origin);
        switch (origin.code()) {
            case "ENOENT" -> fault.errno(2);
            case "EACCES" -> fault.errno(13);
            default -> {}
        }
        return fault.build();
    }

    /// Understood, but not possible on Xen.
    static Fault unsupported(String sentence) {
        return Fault.of(
                FaultCode.CONFIG_UNSUPPORTED,
                FaultDomain.LIBXL,
                "unsupported configuration: " + sentence);
    }

    /// A value that names nothing here.
    static Fault invalid(String sentence) {
        return Fault.of(FaultCode.INVALID_ARG, FaultDomain.LIBXL, "invalid argument: " + sentence);
    }

    /// Not in this state, or not with this domain.
    static Fault notNow(String sentence) {
        return Fault.of(
                FaultCode.OPERATION_INVALID,
                FaultDomain.LIBXL,
                "Requested operation is not valid: " + sentence);
    }

    /// An exception's message, or its class where it has none.
    static String words(Exception e) {
        String message = e.getMessage();
        return message == null || message.isBlank()
                ? e.getClass().getSimpleName().toLowerCase(Locale.ROOT)
                : message;
    }
}
