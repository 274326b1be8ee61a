package org.ostler.cli;

import org.jspecify.annotations.Nullable;
import org.ostler.api.Hypervisor;
import org.ostler.cli.output.Output;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One command being run: its words, its output, and the host that it is about, which is opened
/// when it is first asked for. Used by one thread.
final class Call implements AutoCloseable {
    private final Surroundings surroundings;
    private final Invocation invocation;
    private final Output output;
    private final Hosts hosts;
    private @Nullable Hypervisor open;

    Call(Surroundings surroundings, Hosts hosts, Invocation invocation, Output output) {
        this.surroundings = surroundings;
        this.invocation = invocation;
        this.output = output;
        this.hosts = hosts;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Invocation invocation() {
        return invocation;
    }

    Output output() {
        return output;
    }

    /// The operands, of which there is at least one where the command says so.
    List<String> operands() {
        return invocation.operands();
    }

    boolean has(String option) {
        return invocation.has(option);
    }

    boolean quiet() {
        return invocation.has("quiet");
    }

    /// The host, as the command line says.
    Hypervisor host() throws UsageException {
        return host(address(), invocation.has("read-only"));
    }

    /// The host at that address; a second call gives the first one's.
    Hypervisor host(Address address, boolean readOnly) throws UsageException {
        Hypervisor host = open;
        if (host == null) {
            host = hosts.open(address, readOnly, invocation.duration("timeout"));
            open = host;
        }
        return host;
    }

    /// Where the command line and the environment say.
    Address address() throws UsageException {
        Optional<String> uri =
                invocation
                        .value("connect")
                        .or(() -> surroundings.variable("OSTLER_URI"))
                        .or(() -> surroundings.variable("LIBVIRT_DEFAULT_URI"));
        return uri.isEmpty() ? Address.ANY : Address.parse(uri.get());
    }

    /// How long the command waits for what it began.
    Duration patience(Duration usual) throws UsageException {
        return invocation.duration("timeout").orElse(usual);
    }

    /// Whether it waits for what it began.
    boolean waits() throws UsageException {
        if (has("wait") && has("no-wait")) {
            throw new UsageException("--wait and --no-wait exclude each other");
        }
        return !has("no-wait");
    }

    /// A line for people on standard error, unless they asked for quiet.
    void note(String sentence) {
        if (!quiet()) {
            surroundings.err().println(sentence);
        }
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
        }
    }
}
