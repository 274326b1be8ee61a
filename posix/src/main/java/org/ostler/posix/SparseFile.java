package org.ostler.posix;

/// fallocate(2): gives back the room that a part of a file takes, without moving the rest.
public final class SparseFile {
    /// `FALLOC_FL_KEEP_SIZE | FALLOC_FL_PUNCH_HOLE` (`linux/falloc.h`).
    private static final int PUNCH_HOLE = 0x01 | 0x02;

    private static final NativeFunction FALLOCATE = NativeLibrary.LIBC.function("fallocate");

    private SparseFile() {}

    /// Makes a part of a file read as zeros and take no room; length and all offsets stay as they
    /// are, so whoever reads or appends notices nothing. Blocks for as long as the file system
    /// takes.
    ///
    /// @throws PosixException with `EOPNOTSUPP` where the file system cannot do it (tmpfs, ext4,
    ///   xfs and btrfs can)
    public static void punch(Fd file, long offset, long length) throws PosixException {
        int number = file.enter("fallocate");
        Scratch s = Scratch.take();
        try {
            int n;
            do {
                n = (int) FALLOCATE.call(s, number, PUNCH_HOLE, offset, length);
            } while (n < 0 && s.errno() == Errno.EINTR);
            if (n < 0) {
                throw new PosixException("fallocate", file.subject(), s.errno());
            }
        } finally {
            s.give();
            file.leave();
        }
    }
}
