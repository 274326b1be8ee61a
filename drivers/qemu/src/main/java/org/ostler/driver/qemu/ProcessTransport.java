package org.ostler.driver.qemu;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// A monitor on the standard streams of a child process. For short runs: its reader holds a carrier
/// thread.
final class ProcessTransport implements QmpTransport {
    private final Process process;

    ProcessTransport(Process process) {
        this.process = process;
    }

    @Override
    public InputStream input() {
        return process.getInputStream();
    }

    @Override
    public void write(byte[] message) throws IOException {
        OutputStream out = process.getOutputStream();
        out.write(message);
        out.flush();
    }

    /// Ends the process: closing a pipe that another thread reads would wait for that thread.
    /// Through the handle, because [Process#destroy()] would throw away what the process wrote
    /// last.
    @Override
    public void close() {
        process.toHandle().destroy();
    }
}
