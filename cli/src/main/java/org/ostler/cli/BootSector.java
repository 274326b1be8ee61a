package org.ostler.cli;

import java.nio.charset.StandardCharsets;

/// The smallest guest there is: 512 bytes that the firmware loads and runs, and that print one line
/// on the first serial port.
final class BootSector {
    /// What it prints.
    static final String TEXT = "Hello from a boot sector";

    private static final int SECTOR_BYTES = 512;
    private static final int DISK_BYTES = 1 << 20;

    /// xor ax,ax; mov ds,ax; cld; mov si,TEXT; mov dx,0x3f8; next: lodsb; test al,al; jz stop; out
    /// dx,al; jmp next; stop: hlt; jmp stop.
    private static final int[] CODE = {
        0x31, 0xc0, 0x8e, 0xd8, 0xfc, 0xbe, 0x18, 0x7c, 0xba, 0xf8, 0x03, 0xac, 0x84, 0xc0, 0x74,
        0x03, 0xee, 0xeb, 0xf8, 0xf4, 0xeb, 0xfd, 0x90, 0x90,
    };

    private BootSector() {}

    /// A disk of 1 MiB that begins with it.
    static byte[] image() {
        byte[] disk = new byte[DISK_BYTES];
        for (int i = 0; i < CODE.length; i++) {
            disk[i] = (byte) CODE[i];
        }
        byte[] text = (TEXT + "\r\n\0").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, disk, CODE.length, text.length);
        disk[SECTOR_BYTES - 2] = 0x55;
        disk[SECTOR_BYTES - 1] = (byte) 0xaa;
        return disk;
    }
}
