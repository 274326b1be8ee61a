package org.ostler.driver.qemu.rules;

/// Memory that can grow, on boards where it belongs to NUMA nodes.
final class MemoryRules {
    private MemoryRules() {}

    static void check(Guest guest) {
        Said.first(guest.domain(), "maxMemory")
                .ifPresent(
                        most ->
                                Said.require(
                                        guest.cells() > 0 || growsWithoutNodes(guest),
                                        most,
                                        "memory can only be plugged into a NUMA node",
                                        "an element 'numa' with a cell in element 'cpu'"));
    }

    private static boolean growsWithoutNodes(Guest guest) {
        return guest.board() == Board.PSERIES;
    }
}
