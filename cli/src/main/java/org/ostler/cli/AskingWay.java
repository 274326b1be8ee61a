package org.ostler.cli;

import org.ostler.api.RebootFlag;
import org.ostler.api.ShutdownFlag;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The ways by which a guest is asked to shut down or to reboot, by the words for them.
enum AskingWay {
    ACPI(ShutdownFlag.ACPI_POWER_BUTTON, RebootFlag.ACPI_POWER_BUTTON),
    AGENT(ShutdownFlag.GUEST_AGENT, RebootFlag.GUEST_AGENT),
    INITCTL(ShutdownFlag.INITCTL, RebootFlag.INITCTL),
    SIGNAL(ShutdownFlag.SIGNAL, RebootFlag.SIGNAL),
    PARAVIRT(ShutdownFlag.PARAVIRT, RebootFlag.PARAVIRT);

    private final ShutdownFlag shutdown;
    private final RebootFlag reboot;

    AskingWay(ShutdownFlag shutdown, RebootFlag reboot) {
        this.shutdown = shutdown;
        this.reboot = reboot;
    }

    ShutdownFlag shutdown() {
        return shutdown;
    }

    RebootFlag reboot() {
        return reboot;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> words() {
        return Arrays.stream(values()).map(AskingWay::word).toList();
    }

    /// The way of that word, which the command line has checked.
    static AskingWay of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
