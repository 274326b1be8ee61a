package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.List;

/// Memory that guests share, plain or by a server.
final class SharedMemoryRules {
    private SharedMemoryRules() {}

    static void check(Guest guest) {
        for (Place memory : guest.devices("shmem")) {
            String name = Said.attribute(memory, "name");
            Said.require(
                    name.indexOf('/') < 0 && !List.of(".", "..").contains(name),
                    memory,
                    "shared memory is called '" + name + "'",
                    "a name without '/'");
            checkModel(memory, Said.attribute(memory, "type", "model"));
        }
    }

    private static void checkModel(Place memory, String model) {
        boolean served = memory.element().child("server").isPresent();
        Said.require(
                !model.equals("ivshmem-plain") || !served,
                memory,
                "shared memory of model 'ivshmem-plain' has a server",
                "model 'ivshmem-doorbell', or no element 'server'");
        boolean doorbell = model.equals("ivshmem-doorbell");
        Said.require(
                !doorbell || served,
                memory,
                "shared memory of model 'ivshmem-doorbell' has no server",
                "an element 'server'");
        Said.require(
                !doorbell || memory.element().child("size").isEmpty(),
                memory,
                "the size of shared memory with a server is the server's",
                "no element 'size'");
    }
}
