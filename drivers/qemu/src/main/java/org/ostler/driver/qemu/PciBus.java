package org.ostler.driver.qemu;

import java.util.HashMap;
import java.util.Map;

/// One PCI bus of a guest, and which of its functions are taken by whom. Confined to one thread.
final class PciBus {

    /// What a bus takes.
    enum Kind {
        /// The conventional bus of an i440FX, or one behind a bridge.
        CONVENTIONAL,
        /// The root of PCI Express: for root ports, and for devices that belong to the chip set.
        EXPRESS_ROOT,
        /// Behind a root port or a switch: one device, in slot 0.
        EXPRESS_PORT,
        /// Inside a switch: ports only.
        EXPRESS_SWITCH
    }

    private static final int LAST_SLOT = 31;

    final int index;
    final Kind kind;
    private final int firstSlot;
    private final int lastSlot;
    private final Map<Integer, String> owners = new HashMap<>();

    PciBus(int index, Kind kind) {
        this.index = index;
        this.kind = kind;
        // Slot 0 of a bridge's bus is for its hot-plug controller, that of a root for the host
        // bridge.
        this.firstSlot = kind == Kind.EXPRESS_PORT || kind == Kind.EXPRESS_SWITCH ? 0 : 1;
        this.lastSlot = kind == Kind.EXPRESS_PORT ? 0 : LAST_SLOT;
    }

    /// Takes a function for what belongs to the board.
    void board(int slot, int function, String owner) {
        owners.put(slot * 8 + function, owner);
    }

    /// Takes a function; refuses one that is taken or does not exist.
    void take(int slot, int function, String owner) {
        String name = "0000:%02x:%02x.%x".formatted(index, slot, function);
        if (slot < firstSlot || slot > lastSlot) {
            throw Refusals.xml(
                    "PCI address "
                            + name
                            + " of "
                            + owner
                            + ": bus "
                            + index
                            + " has slots "
                            + firstSlot
                            + " to "
                            + lastSlot);
        }
        String other = owners.putIfAbsent(slot * 8 + function, owner);
        if (other != null) {
            throw Refusals.xml(
                    "Attempted double use of PCI Address "
                            + name
                            + ", by "
                            + other
                            + " and "
                            + owner);
        }
    }

    /// Whether no function of the slot is taken.
    boolean isFree(int slot) {
        if (slot < firstSlot || slot > lastSlot) {
            return false;
        }
        for (int function = 0; function < 8; function++) {
            if (owners.containsKey(slot * 8 + function)) {
                return false;
            }
        }
        return true;
    }

    boolean isFree(int slot, int function) {
        return !owners.containsKey(slot * 8 + function);
    }

    /// The first free slot; -1 when there is none.
    int freeSlot() {
        for (int slot = firstSlot; slot <= lastSlot; slot++) {
            if (isFree(slot)) {
                return slot;
            }
        }
        return -1;
    }

    int freeSlots() {
        int count = 0;
        for (int slot = firstSlot; slot <= lastSlot; slot++) {
            count += isFree(slot) ? 1 : 0;
        }
        return count;
    }
}
