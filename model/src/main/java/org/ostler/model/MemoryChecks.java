package org.ostler.model;

import java.util.BitSet;
import java.util.List;

/// What libvirt refuses in a guest's memory and its nodes, which are kept without a type; found by
/// trying libvirt's test driver.
final class MemoryChecks {
    private MemoryChecks() {}

    static void check(Place domain) {
        XmlElement root = domain.element();
        if (root.child("memoryBacking").isPresent()) {
            checkPages(domain.child("memoryBacking"), cells(root));
        }
        if (root.child("numatune").isPresent()) {
            checkNodes(domain.child("numatune"));
        }
        if (root.child("devices").isPresent()) {
            checkModules(domain.child("devices"), cells(root));
        }
    }

    private static int cells(XmlElement domain) {
        return domain.child("cpu")
                .flatMap(cpu -> cpu.child("numa"))
                .map(numa -> numa.children("cell").size())
                .orElse(0);
    }

    private static void checkPages(Place backing, int cells) {
        for (Place pages : backing.children("hugepages")) {
            for (Place page : pages.children("page")) {
                BitSet nodes = CpuSets.bits(page.element().attribute("nodeset").orElse(""));
                if (nodes != null && nodes.length() > Math.max(1, cells)) {
                    throw page.fail(
                            "the guest has no node " + (nodes.length() - 1),
                            "nodes from 0 to " + (Math.max(1, cells) - 1));
                }
            }
        }
    }

    private static void checkNodes(Place tune) {
        boolean restrictive =
                tune.element()
                        .child("memory")
                        .flatMap(memory -> memory.attribute("mode"))
                        .orElse("")
                        .equals("restrictive");
        for (Place node : restrictive ? tune.children("memnode") : List.<Place>of()) {
            if (!node.element().attribute("mode").orElse("").equals("restrictive")) {
                throw node.fail(
                        "the memory of all nodes is restrictive, and of this one it is not",
                        "mode='restrictive'");
            }
        }
    }

    private static void checkModules(Place devices, int cells) {
        if (cells == 0) {
            return;
        }
        for (Place module : devices.children("memory")) {
            String node =
                    module.element()
                            .child("target")
                            .flatMap(target -> target.child("node"))
                            .map(XmlElement::text)
                            .orElse("");
            if (Numbers.decimal(node.strip()) >= cells) {
                throw module.fail(
                        "the guest has no node " + node.strip(), "a node from 0 to " + (cells - 1));
            }
        }
    }
}
