package org.ostler.client.examples;

import org.ostler.api.Domain;
import org.ostler.api.DomainStatus;
import org.ostler.api.Fault;
import org.ostler.api.Hypervisor;
import org.ostler.client.Options;
import org.ostler.client.RemoteHypervisor;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/// Defines a guest from a file, starts it, and lists what there is.
public final class StartGuest {
    private StartGuest() {}

    public static void main(String[] arguments) throws IOException {
        DomainSpec spec = DomainXml.parse(Files.readString(Path.of(arguments[1]))).spec();
        try (Hypervisor host = RemoteHypervisor.open(arguments[0], Options.DEFAULT)) {
            Domain guest = host.define(spec, Set.of());
            guest.start(Set.of()).await(Duration.ofMinutes(1));
            for (DomainStatus status : host.statuses()) {
                System.out.println(status.name() + " " + status.state());
            }
        } catch (Fault fault) {
            // One exception for everything, with a code, a sentence and the layers behind it.
            System.err.println(fault.code() + ": " + fault.sentence());
            System.exit(fault.retryable() ? 75 : 1);
        }
    }
}
