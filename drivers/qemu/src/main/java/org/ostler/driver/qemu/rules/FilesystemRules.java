package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

/// Directories that QEMU cannot share as it is said.
final class FilesystemRules {
    private FilesystemRules() {}

    static void check(Guest guest) {
        for (Place folder : guest.devices("filesystem")) {
            String type = Said.attribute(folder, "type");
            Said.require(
                    type.isEmpty() || type.equals("mount"),
                    folder,
                    "QEMU shares no '" + type + "'",
                    "type='mount'");
            if (Said.attribute(folder, "type", "driver").equals("virtiofs")) {
                checkVirtiofs(folder, guest);
            }
            boolean modes = Said.has(folder, "fmode") || Said.has(folder, "dmode");
            Said.require(
                    !modes || Said.is(folder, "accessmode", "mapped"),
                    folder,
                    "modes of new files are said where they are not mapped",
                    "accessmode='mapped'");
        }
    }

    private static void checkVirtiofs(Place folder, Guest guest) {
        Said.require(
                folder.element().child("readonly").isEmpty(),
                folder.child("readonly"),
                "virtiofs cannot be read-only",
                "no element 'readonly'");
        String access = Said.attribute(folder, "accessmode");
        Said.require(
                access.isEmpty() || access.equals("passthrough"),
                folder,
                "virtiofs has the access mode '" + access + "'",
                "accessmode='passthrough'");
        for (String option : new String[] {"multidevs", "model"}) {
            Said.require(
                    !Said.has(folder, option),
                    folder,
                    "virtiofs has no '" + option + "'",
                    "no attribute '" + option + "'");
        }
        // The process that serves the directory reads the guest's memory.
        Said.require(
                guest.sharesMemory(),
                folder,
                "virtiofs needs the guest's memory to be shared",
                "an element 'access' with mode='shared' in element 'memoryBacking'");
    }
}
