package org.ostler.driver.xen;

import org.ostler.conformance.TripleFaults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Reads the log of the hypervisor that this control domain runs on.
final class TripleFaultsHere extends TripleFaults {
    private static final int LOG_BYTES_MAX = 4 << 20;

    @Override
    protected List<String> hypervisorLog() {
        try {
            Process xl =
                    new ProcessBuilder("xl", "dmesg")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try (var log = xl.getInputStream()) {
                return new String(log.readNBytes(LOG_BYTES_MAX), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
