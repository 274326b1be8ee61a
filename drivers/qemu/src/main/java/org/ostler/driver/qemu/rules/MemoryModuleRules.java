package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Memory modules as QEMU cannot plug them.
final class MemoryModuleRules {
    private MemoryModuleRules() {}

    static void check(Guest guest) {
        long slots = Said.number(Said.attribute(guest.domain(), "slots", "maxMemory"));
        Set<String> taken = new HashSet<>();
        for (Place module : guest.devices("memory")) {
            checkModel(module, guest);
            checkSlot(module, slots, taken);
        }
    }

    private static void checkModel(Place module, Guest guest) {
        String model = Said.attribute(module, "model");
        Place target = module.child("target");
        boolean paravirtual = model.startsWith("virtio-");
        Said.require(
                guest.domain().element().child("maxMemory").isPresent() || model.equals("sgx-epc"),
                module,
                "a memory module needs room to be plugged into",
                "an element 'maxMemory' in the domain");
        Said.require(
                !List.of("nvdimm", "virtio-pmem").contains(model)
                        || !Said.first(module, "source", "path").isEmpty(),
                module,
                "a memory module of model '" + model + "' has no file",
                "an element 'path' in element 'source'");
        Said.require(
                !List.of("nvdimm", "virtio-pmem").contains(model)
                        || !Said.is(module, "discard", "yes"),
                module,
                "memory of model '" + model + "' is not given back",
                "no attribute 'discard'");
        Said.require(
                !model.equals("virtio-pmem") || !Said.is(module, "access", "private"),
                module,
                "memory of model 'virtio-pmem' is shared",
                "access='shared'");
        checkNode(module, target, model, guest);
        String kind = Said.attribute(module, "type", "address");
        Said.require(
                !paravirtual || kind.isEmpty() || kind.equals("pci"),
                module,
                "a device of model '" + model + "' is on PCI",
                "an address of type 'pci'");
        checkSizes(module, target, model, guest);
    }

    private static void checkNode(Place module, Place target, String model, Guest guest) {
        boolean said = target.element().child("node").isPresent();
        Said.require(
                !model.equals("virtio-pmem") || !said,
                module,
                "memory of model 'virtio-pmem' belongs to no NUMA node",
                "no element 'node'");
        boolean needed = List.of("dimm", "nvdimm", "virtio-mem").contains(model);
        Said.require(
                !needed || said || guest.cells() == 0,
                module,
                "the NUMA node of the memory module is not said",
                "an element 'node' in element 'target'");
    }

    private static void checkSizes(Place module, Place target, String model, Guest guest) {
        boolean labelled = target.element().child("label").isPresent();
        Said.require(
                !model.equals("nvdimm") || guest.board() != Board.PSERIES || labelled,
                module,
                "a pSeries guest needs the size of the label of an nvdimm",
                "an element 'label' in element 'target'");
        Said.require(
                !model.equals("nvdimm")
                        || !labelled
                        || Sizes.kib(target.child("label").child("size"), "KiB") >= 128,
                target.child("label"),
                "the label of an nvdimm is too small",
                "at least 128 KiB");
        if (!model.equals("virtio-mem")) {
            return;
        }
        long block = Said.first(target, "block").map(b -> Sizes.kib(b, "KiB")).orElse(-1L);
        Said.require(
                block > 0 && Long.bitCount(block) == 1,
                target,
                "the size of a block of 'virtio-mem' is no power of two",
                "an element 'block' with a power of two");
        long wanted = Said.first(target, "requested").map(r -> Sizes.kib(r, "KiB")).orElse(0L);
        long size = Said.first(target, "size").map(s -> Sizes.kib(s, "KiB")).orElse(0L);
        Said.require(
                wanted <= size && wanted % block == 0,
                target,
                "the size that is requested does not fit",
                "a multiple of the block's size, at most " + size + " KiB");
    }

    private static void checkSlot(Place module, long slots, Set<String> taken) {
        if (module.element().child("address").isEmpty()) {
            return;
        }
        Place address = module.child("address");
        if (!Said.is(address, "type", "dimm")) {
            return;
        }
        String slot = Said.attribute(address, "slot");
        String base = Said.attribute(address, "base");
        Said.require(
                slots < 0 || Said.number(slot) < slots,
                address,
                "there is no slot " + slot,
                "a slot from 0 to " + (slots - 1));
        Said.require(
                (slot.isEmpty() || taken.add("slot " + Said.number(slot)))
                        && (base.isEmpty() || taken.add("base " + Said.number(base))),
                address,
                "another memory module is there",
                "an address of its own");
    }
}
