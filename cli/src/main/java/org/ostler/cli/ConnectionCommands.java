package org.ostler.cli;

import org.ostler.api.Hypervisor;
import org.ostler.api.HypervisorInfo;
import org.ostler.api.NodeInfo;
import org.ostler.cli.output.FieldList;
import org.ostler.cli.output.Output;

/// `ostler connect` and `ostler capabilities`: what a connection leads to.
final class ConnectionCommands {
    private static final long MILLION = 1_000_000;
    private static final long THOUSAND = 1_000;

    private ConnectionCommands() {}

    static ExitCode connect(Call call) throws UsageException {
        Hypervisor host =
                call.operands().isEmpty()
                        ? call.host()
                        : call.host(
                                Address.parse(call.operands().getFirst()), call.has("read-only"));
        HypervisorInfo info = host.info();
        NodeInfo node = host.node();
        call.output()
                .one(
                        new Output.Item(fields(info, node).value(), info.identity().uri()),
                        text(info, node));
        return ExitCode.OK;
    }

    private static FieldList fields(HypervisorInfo info, NodeInfo node) {
        return new FieldList()
                .with("uri", info.identity().uri())
                .with("driver", info.identity().type())
                .with("version", version(info.version()))
                .with("libvirtVersion", version(info.identity().libVersion()))
                .with("hostname", info.identity().hostname())
                .with("maxVcpus", info.maxVcpus())
                .with("architecture", node.model())
                .with("cpus", node.cpus())
                .with("memoryKib", node.memoryKib())
                .with("numaNodes", node.nodes())
                .with("socketsPerNode", node.sockets())
                .with("coresPerSocket", node.cores())
                .with("threadsPerCore", node.threads());
    }

    private static String text(HypervisorInfo info, NodeInfo node) {
        StringBuilder out = new StringBuilder();
        ShowCommand.line(out, "Address", info.identity().uri());
        ShowCommand.line(
                out, "Driver", (info.identity().type() + " " + version(info.version())).strip());
        ShowCommand.line(out, "Interface", "libvirt " + version(info.identity().libVersion()));
        ShowCommand.line(out, "Host", info.identity().hostname());
        ShowCommand.line(out, "Processors", node.cpus() + " of " + node.model());
        ShowCommand.line(out, "Memory", DomainTexts.memory(node.memoryKib()));
        ShowCommand.line(out, "Guests have", "at most " + info.maxVcpus() + " processors");
        return out.toString();
    }

    /// `7.2.0`; empty where there is none.
    private static String version(long number) {
        return number == 0
                ? ""
                : number / MILLION + "." + number / THOUSAND % THOUSAND + "." + number % THOUSAND;
    }

    static ExitCode capabilities(Call call) throws UsageException {
        String xml = call.host().capabilities().toString();
        call.output()
                .one(
                        new Output.Item(new FieldList().with("xml", xml).value(), "capabilities"),
                        xml.endsWith("\n") ? xml : xml + "\n");
        return ExitCode.OK;
    }
}
