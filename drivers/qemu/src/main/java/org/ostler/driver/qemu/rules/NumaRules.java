package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// NUMA nodes of the guest that are not one after the other, or share processors.
final class NumaRules {
    private NumaRules() {}

    static void check(Guest guest) {
        Optional<Place> numa = Said.first(guest.domain(), "cpu", "numa");
        if (numa.isEmpty()) {
            return;
        }
        List<Place> cells = numa.get().children("cell");
        checkNumbers(cells);
        var taken = new BitSet();
        long count = Said.number(Said.text(guest.domain(), "vcpu"));
        for (Place cell : cells) {
            checkProcessors(cell, taken, count);
            Said.first(cell, "distances").ifPresent(d -> checkDistances(d, cells.size()));
        }
        Said.first(numa.get(), "interconnects").ifPresent(i -> checkLinks(i, cells.size()));
    }

    private static void checkNumbers(List<Place> cells) {
        Set<Long> numbers = new HashSet<>();
        for (Place cell : cells) {
            if (!Said.has(cell, "id")) {
                continue;
            }
            long number = Said.number(Said.attribute(cell, "id"));
            if (number >= cells.size()) {
                throw cell.fail(
                        "the node has the number " + number + " of " + cells.size(),
                        "numbers from 0 to " + (cells.size() - 1));
            }
            if (!numbers.add(number)) {
                throw cell.fail("another node has the number " + number, "a number of its own");
            }
        }
    }

    private static void checkProcessors(Place cell, BitSet taken, long count) {
        BitSet own = Said.processors(Said.attribute(cell, "cpus"));
        if (own.intersects(taken)) {
            throw Said.unsupported(
                    cell, "processors belong to several nodes", "every processor in one node");
        }
        taken.or(own);
        if (count > 0 && taken.cardinality() > count) {
            throw cell.fail(
                    "the nodes have more processors than the guest",
                    "at most " + count + " in all");
        }
    }

    private static void checkDistances(Place distances, int cells) {
        for (Place sibling : distances.children("sibling")) {
            long node = Said.number(Said.attribute(sibling, "id"));
            if (node < 0 || node >= cells) {
                throw sibling.fail("there is no node " + node, "a node from 0 to " + (cells - 1));
            }
        }
    }

    private static void checkLinks(Place links, int cells) {
        for (String kind : List.of("latency", "bandwidth")) {
            for (Place link : links.children(kind)) {
                for (String end : List.of("initiator", "target")) {
                    long node = Said.number(Said.attribute(link, end));
                    if (node >= cells) {
                        throw link.fail(
                                "there is no node " + node, "a node from 0 to " + (cells - 1));
                    }
                }
            }
        }
    }
}
