package org.ostler.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;

/// A file on the host's disk that is written in place.
///
/// Its blocks are written once when it is made: to bring a block to the disk that the file already
/// has, the file system's own journal need not be written.
///
/// For one thread at a time. An interrupt closes a channel; the next call opens another one.
final class DiskLog implements Storage.Log {
    private final Path file;
    private FileChannel channel;

    DiskLog(Path file, int bytes, FileAttribute<?> permissions) throws IOException {
        this.file = file;
        this.channel =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        permissions);
        boolean usable = false;
        try {
            int there = (int) Math.min(channel.size(), bytes);
            if (there < bytes) {
                put(there, ByteBuffer.allocate(bytes - there));
                channel.force(true);
            }
            usable = true;
        } finally {
            if (!usable) {
                channel.close();
            }
        }
    }

    private FileChannel open() throws IOException {
        if (!channel.isOpen()) {
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
        }
        return channel;
    }

    private void put(long position, ByteBuffer content) throws IOException {
        long at = position;
        while (content.hasRemaining()) {
            at += channel.write(content, at);
        }
    }

    @Override
    public void write(long position, byte[] content) throws IOException {
        FileChannel to = open();
        put(position, ByteBuffer.wrap(content));
        to.force(false);
    }

    @Override
    public void truncate(long size) throws IOException {
        open().truncate(size);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
