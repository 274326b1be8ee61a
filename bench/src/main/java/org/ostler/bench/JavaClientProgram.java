package org.ostler.bench;

import java.nio.file.Path;
import java.time.Duration;

/// Measures one client library of Java's in a JVM of its own, which nobody has warmed.
public final class JavaClientProgram {
    /// The word for Ostler's client on the command line.
    static final String OSTLER = "ostler";

    /// The word for libvirt-java.
    static final String LIBVIRT_JAVA = "libvirt-java";

    private JavaClientProgram() {}

    /// `CLIENT SOCKET DOMAIN MILLIS`: prints one line, a [JavaClientReport].
    public static void main(String[] arguments) throws Exception {
        Path socket = Path.of(arguments[1]);
        String domain = arguments[2];
        Duration time = Duration.ofMillis(Long.parseLong(arguments[3]));
        long begun = System.nanoTime();
        try (JavaClient client = open(arguments[0], socket, domain)) {
            double openMillis = (System.nanoTime() - begun) / 1e6;
            callsPerSecond(client, time.multipliedBy(2));
            double calls = callsPerSecond(client, time);
            client.pipelined(time.multipliedBy(2));
            double pipelined = client.pipelined(time);
            System.out.println(new JavaClientReport(openMillis, calls, pipelined).line());
        }
        System.exit(0);
    }

    private static JavaClient open(String client, Path socket, String domain) throws Exception {
        return switch (client) {
            case OSTLER -> new OstlerJavaClient(socket, domain);
            case LIBVIRT_JAVA ->
                    new LibvirtJavaClient("qemu+unix:///system?socket=" + socket, domain);
            default -> throw new IllegalArgumentException("no client " + client);
        };
    }

    private static double callsPerSecond(JavaClient client, Duration time) throws Exception {
        long begun = System.nanoTime();
        long made = 0;
        while (System.nanoTime() - begun < time.toNanos()) {
            client.lookup();
            made++;
        }
        return made / ((System.nanoTime() - begun) / 1e9);
    }
}
