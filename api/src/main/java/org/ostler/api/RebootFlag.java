package org.ostler.api;

import java.util.Locale;

/// By which way a guest is asked to reboot (virDomainRebootFlagValues); none leaves the choice to
/// the driver.
public enum RebootFlag implements Flag {
    /// Press the ACPI power button, and start it again.
    ACPI_POWER_BUTTON(1),
    /// Ask the guest agent.
    GUEST_AGENT(1 << 1),
    /// Write to its init control.
    INITCTL(1 << 2),
    /// Signal its first process.
    SIGNAL(1 << 3),
    /// Use the paravirtual control channel.
    PARAVIRT(1 << 4);

    private final int bit;

    RebootFlag(int bit) {
        this.bit = bit;
    }

    @Override
    public int bit() {
        return bit;
    }

    @Override
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
