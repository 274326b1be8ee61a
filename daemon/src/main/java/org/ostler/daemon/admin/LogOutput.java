package org.ostler.daemon.admin;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.daemon.config.Settings.LogSettings;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where the log goes, as libvirt writes it: `2:stderr`, `3:file:/var/log/ostler/daemon.log`. The
/// levels are libvirt's: 1 everything, 2 what happens, 3 warnings, 4 errors.
final class LogOutput {
    private static final Pattern FORM = Pattern.compile("([1-4]):(stderr|file:(/.*))");

    private LogOutput() {}

    static String text(LogSettings settings) {
        return settings.level() + settings.file().map(file -> ":file:" + file).orElse(":stderr");
    }

    /// @param json how lines are written, which the text does not tell
    /// @throws Fault where it is none, or more than this log has
    static LogSettings parse(String text, boolean json) {
        Matcher output = FORM.matcher(text);
        if (text.contains(" ")) {
            throw AdminDispatcher.unsupported("the log has one output, not several: " + text);
        }
        if (!output.matches()) {
            throw Fault.of(
                    FaultCode.INVALID_ARG,
                    FaultDomain.ADMIN,
                    "invalid argument: the log goes to LEVEL:stderr or LEVEL:file:/PATH, where"
                            + " LEVEL is 1 to 4; not to "
                            + text);
        }
        return new LogSettings(
                Integer.parseInt(output.group(1)),
                json,
                Optional.ofNullable(output.group(3)).map(Path::of));
    }
}
