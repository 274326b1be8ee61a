package org.ostler.driver.qemu;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Everything that one start of QEMU needs to know.
///
/// @param guest the guest's name, for messages
/// @param binary the QEMU binary
/// @param arguments its arguments, from the second word on
/// @param environment the whole environment; nothing is inherited from the daemon
/// @param runAs under which identity
/// @param log where its standard output and error go; created 0600 by the daemon
/// @param monitor the unix socket on which its monitor will listen, at most 107 bytes; its
///   directory must be writable for that identity
public record QemuStart(
        String guest,
        Path binary,
        List<String> arguments,
        Map<String, String> environment,
        RunAs runAs,
        Path log,
        Path monitor) {

    public QemuStart {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /// The words to execute: in a session of its own, so that no signal to the daemon's group or
    /// terminal reaches QEMU.
    List<String> words() {
        List<String> words = new ArrayList<>(List.of("setsid"));
        words.addAll(runAs.prefix());
        words.add(binary.toString());
        words.addAll(arguments);
        return words;
    }
}
