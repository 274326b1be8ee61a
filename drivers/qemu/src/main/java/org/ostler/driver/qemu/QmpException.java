package org.ostler.driver.qemu;

import java.io.Serial;
import java.util.Optional;

/// A QMP command did not succeed, or it is not known whether it did.
public final class QmpException extends Exception {
    @Serial private static final long serialVersionUID = 1;

    /// What went wrong.
    public enum Kind {
        /// QEMU answered with an error; nothing was done beyond what the error says.
        REFUSED,
        /// No reply came before the deadline.
        DEADLINE,
        /// The caller was interrupted while waiting; its interrupt flag is set again.
        INTERRUPTED,
        /// The connection was or became unusable.
        LOST,
        /// Too many commands wait for their replies already; this one was not sent.
        BUSY
    }

    private final Kind kind;
    private final String command;
    private final String errorClass;
    private final String description;
    private final boolean outcomeUnknown;

    private QmpException(
            Kind kind,
            String command,
            String errorClass,
            String description,
            boolean outcomeUnknown,
            String message) {
        super(message);
        this.kind = kind;
        this.command = command;
        this.errorClass = errorClass;
        this.description = description;
        this.outcomeUnknown = outcomeUnknown;
    }

    static QmpException refused(QmpCommand command, Json.Obj error) {
        String errorClass = error.string("class").orElse("");
        String desc = error.string("desc").orElse("(no description)");
        return new QmpException(
                Kind.REFUSED,
                command.name(),
                errorClass,
                desc,
                false,
                "QEMU refused '" + command.name() + "': " + desc);
    }

    /// @param sent whether QEMU may have received the command
    static QmpException unanswered(Kind kind, QmpCommand command, boolean sent, String why) {
        boolean unknown = sent && command.changes();
        String message =
                "QEMU command '"
                        + command.name()
                        + "' failed: "
                        + why
                        + (unknown ? "; whether it took effect is not known" : "");
        return new QmpException(kind, command.name(), "", why, unknown, message);
    }

    /// A failure of the connection itself, outside any command.
    static QmpException lost(String why) {
        return new QmpException(Kind.LOST, "", "", why, false, why);
    }

    /// What went wrong.
    public Kind kind() {
        return kind;
    }

    /// The command's name; empty when the connection could not be set up.
    public String command() {
        return command;
    }

    /// QEMU's error class, verbatim (`GenericError`, `CommandNotFound`, `DeviceNotFound` …), when
    /// QEMU answered.
    public Optional<String> errorClass() {
        return errorClass.isEmpty() ? Optional.empty() : Optional.of(errorClass);
    }

    /// QEMU's words, verbatim, when it answered; otherwise the reason why there is no answer.
    public String description() {
        return description;
    }

    /// Whether a changing command may or may not have taken effect: the guest's state must be read
    /// again before it is changed further.
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }
}
