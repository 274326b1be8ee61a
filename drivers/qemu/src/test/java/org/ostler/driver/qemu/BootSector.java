package org.ostler.driver.qemu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The smallest guest: a boot sector that prints a text on the first serial port and halts.
final class BootSector {
    // cli; xor ax,ax; mov ds,ax; mov si,0x7c16
    // next: lodsb; test al,al; jz done; mov dx,0x3f8; out dx,al; jmp next
    // done: hlt; jmp done
    private static final int[] CODE = {
        0xfa, 0x31, 0xc0, 0x8e, 0xd8, 0xbe, 0x16, 0x7c, 0xac, 0x84, 0xc0, 0x74, 0x06, 0xba, 0xf8,
        0x03, 0xee, 0xeb, 0xf5, 0xf4, 0xeb, 0xfd
    };

    private BootSector() {}

    /// A bootable raw disk of 1 MiB.
    static Path disk(Path file, String text) throws IOException {
        byte[] image = new byte[1 << 20];
        for (int i = 0; i < CODE.length; i++) {
            image[i] = (byte) CODE[i];
        }
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, image, CODE.length, ascii.length);
        image[510] = 0x55;
        image[511] = (byte) 0xaa;
        return Files.write(file, image);
    }
}
