package org.ostler.driver.qemu;

import org.ostler.api.Plan;
import org.ostler.model.Loader;
import org.ostler.model.Nvram;

import java.io.IOException;
import java.util.Optional;

/// The guest's firmware: QEMU's own BIOS when nothing is said, a ROM image, or UEFI in two flash
/// images.
final class FirmwareArguments {
    private final Arguments out;
    private final Firmware firmware;

    FirmwareArguments(Arguments out, Firmware firmware) {
        this.out = out;
        this.firmware = firmware;
    }

    /// Adds the flash images' nodes and returns nothing else to the machine but their names.
    ///
    /// @param machine takes `pflash0` and `pflash1`
    void add(KeyValues machine) {
        Optional<Loader> loader = out.spec.os().loader();
        boolean efi = out.spec.os().firmware().equals(Optional.of("efi"));
        Optional<String> path = loader.flatMap(Loader::path);
        if (efi && path.isEmpty()) {
            chosen(machine);
        } else if (path.isPresent() && loader.flatMap(Loader::type).equals(Optional.of("pflash"))) {
            flash(machine, path.get(), loader.flatMap(Loader::secure).orElse(false));
        } else {
            path.ifPresent(p -> out.option("-bios", p));
        }
    }

    private void chosen(KeyValues machine) {
        Optional<Firmware.Choice> choice;
        try {
            choice = firmware.choose(out.spec);
        } catch (IOException e) {
            out.unsupported(
                    "/domain/os/@firmware",
                    "the firmware's descriptions cannot be read: " + Words.of(e));
            return;
        }
        if (choice.isEmpty()) {
            out.remark(
                    Plan.Remark.Level.UNSUPPORTED,
                    "/domain/os/@firmware",
                    "no UEFI firmware that fits this guest is installed",
                    "install OVMF, or name a <loader>");
            return;
        }
        flash(machine, choice.get().executable(), choice.get().secureBoot());
    }

    private void flash(KeyValues machine, String code, boolean secure) {
        node("pflash0", code, true);
        machine.add("pflash0", "pflash0-format");
        boolean stateless = out.spec.os().loader().flatMap(Loader::stateless).orElse(false);
        if (!stateless) {
            String variables =
                    out.spec
                            .os()
                            .nvram()
                            .flatMap(Nvram::path)
                            .orElseGet(
                                    () ->
                                            out.late(
                                                    "nvram.path",
                                                    "the guest's copy of the firmware's variables,"
                                                        + " made from their template at the first"
                                                        + " start"));
            node("pflash1", variables, false);
            machine.add("pflash1", "pflash1-format");
        }
        if (secure && Firmware.hasSmm(out.spec)) {
            out.option("-global", "driver=cfi.pflash01,property=secure,value=on");
        }
    }

    private void node(String name, String file, boolean readOnly) {
        out.json(
                "-blockdev",
                Json.object()
                        .put("driver", "file")
                        .put("filename", file)
                        .put("node-name", name + "-storage")
                        .put("auto-read-only", true)
                        .put("discard", "unmap")
                        .build());
        out.json(
                "-blockdev",
                Json.object()
                        .put("node-name", name + "-format")
                        .put("read-only", readOnly)
                        .put("driver", "raw")
                        .put("file", name + "-storage")
                        .build());
    }
}
