package org.ostler.cli;

import org.ostler.api.DomainStatus;
import org.ostler.cli.output.Output;
import org.ostler.cli.output.Table;

import java.util.ArrayList;
import java.util.List;

/// `ostler list`.
final class ListCommand {
    private ListCommand() {}

    static ExitCode run(Call call) throws UsageException {
        if (call.has("all") && call.has("inactive")) {
            throw new UsageException("--all and --inactive exclude each other");
        }
        Table table = new Table(">ID", "NAME", "STATE", ">VCPUS", ">MEMORY", "AUTOSTART");
        List<Output.Item> items = new ArrayList<>();
        for (DomainStatus status : call.host().statuses()) {
            if (wanted(call, status)) {
                items.add(DomainTexts.item(DomainTexts.fields(status), status.name()));
                table.row(cells(status));
            }
        }
        call.output().all(items, table);
        return ExitCode.OK;
    }

    private static boolean wanted(Call call, DomainStatus status) {
        return call.has("all") || status.active() != call.has("inactive");
    }

    private static Table.Cell[] cells(DomainStatus status) {
        return new Table.Cell[] {
            Table.Cell.of(status.id().isPresent() ? String.valueOf(status.id().getAsInt()) : ""),
            Table.Cell.of(status.name()),
            new Table.Cell(DomainTexts.state(status.state()), DomainTexts.tint(status.state())),
            Table.Cell.of(String.valueOf(status.vcpus())),
            Table.Cell.of(DomainTexts.memory(status.memoryKib())),
            Table.Cell.of(status.autostart() ? "yes" : "no")
        };
    }
}
