package org.ostler.driver.xen;

/// Why a domain shut down, by Xen's numbers (`libxl_shutdown_reason`).
public enum ShutdownReason {
    POWEROFF(0, "poweroff"),
    REBOOT(1, "reboot"),
    SUSPEND(2, "suspend"),
    CRASH(3, "crash"),
    WATCHDOG(4, "watchdog"),
    SOFT_RESET(5, "soft_reset"),
    /// A reason that this driver does not know.
    UNKNOWN(-1, "unknown");

    private final int number;
    private final String word;

    ShutdownReason(int number, String word) {
        this.number = number;
        this.word = word;
    }

    /// By the number that events carry.
    static ShutdownReason of(long number) {
        for (ShutdownReason reason : values()) {
            if (reason.number == number) {
                return reason;
            }
        }
        return UNKNOWN;
    }

    /// By libxl's word.
    static ShutdownReason of(String word) {
        for (ShutdownReason reason : values()) {
            if (reason.word.equals(word)) {
                return reason;
            }
        }
        return UNKNOWN;
    }
}
