package org.ostler.posix;

/// How [Fd#open] opens a file. Exactly one of the first three is given.
///
/// Numbers: `asm-generic/fcntl.h`; aarch64 has its own for `O_DIRECTORY` and `O_NOFOLLOW`
/// (`asm/fcntl.h`).
public enum OpenFlag {
    READ_ONLY(0),
    WRITE_ONLY(1),
    READ_WRITE(2),
    CREATE(0x40),
    EXCLUSIVE(0x80),
    NO_CONTROLLING_TERMINAL(0x100),
    TRUNCATE(0x200),
    APPEND(0x400),
    NON_BLOCKING(0x800),
    DIRECTORY(isArm() ? 0x4000 : 0x10000),
    NO_FOLLOW(isArm() ? 0x8000 : 0x20000);

    /// `O_CLOEXEC`, added to every open.
    static final int CLOSE_ON_EXEC = 0x80000;

    private final int bits;

    OpenFlag(int bits) {
        this.bits = bits;
    }

    int bits() {
        return bits;
    }

    private static boolean isArm() {
        return System.getProperty("os.arch", "").equals("aarch64");
    }
}
