package org.ostler.driver.qemu;

import org.ostler.api.Plan;
import org.ostler.model.Input;
import org.ostler.model.MemBalloon;
import org.ostler.model.Rng;
import org.ostler.model.RngBackend;
import org.ostler.model.Watchdog;

import java.util.List;
import java.util.Optional;

/// Input devices, watchdogs, the memory balloon and sources of random numbers.
final class DeviceArguments {
    private static final String STATS = "guest-stats-polling-interval";

    private final Arguments out;

    DeviceArguments(Arguments out) {
        this.out = out;
    }

    void inputs() {
        List<Input> inputs = out.spec.devices().inputs();
        for (int i = 0; i < inputs.size(); i++) {
            input(inputs.get(i), Draft.path("input", i, inputs.size()));
        }
    }

    private void input(Input input, String path) {
        String kind = input.type().equals("keyboard") ? "kbd" : input.type();
        switch (input.bus().orElse("ps2")) {
            case "ps2" -> {
                if (input.type().equals("tablet")) {
                    out.unsupported(path, "there are no PS/2 tablets");
                }
            }
            case "usb" -> add(input, path, "usb-" + kind);
            case "virtio" -> add(input, path, "virtio-" + input.type() + "-pci");
            default ->
                    out.unsupported(
                            path,
                            "input devices on bus '"
                                    + input.bus().orElse("")
                                    + "' are not made by this driver");
        }
    }

    private void add(Input input, String path, String driver) {
        if (input.type().equals("passthrough") || input.type().equals("evdev")) {
            out.unsupported(path, "input devices of the host are not passed on by this driver yet");
            return;
        }
        Json.ObjBuilder device =
                Json.object().put("driver", driver).put("id", input.alias().orElseThrow());
        out.device(path, out.place(device, input.address()).build());
    }

    void watchdogs() {
        List<Watchdog> dogs = out.spec.devices().watchdogs();
        for (int i = 0; i < dogs.size(); i++) {
            watchdog(dogs.get(i), Draft.path("watchdog", i, dogs.size()));
        }
        if (!dogs.isEmpty()) {
            String action =
                    switch (dogs.getFirst().action()) {
                        case RESET -> "reset";
                        case SHUTDOWN -> "shutdown";
                        case POWEROFF -> "poweroff";
                        // The driver dumps when the guest has stopped.
                        case PAUSE, DUMP -> "pause";
                        case NONE -> "none";
                        case INJECT_NMI -> "inject-nmi";
                    };
            out.option("-action", "watchdog=" + action);
        }
    }

    private void watchdog(Watchdog dog, String path) {
        switch (dog.model()) {
            case "i6300esb", "ib700" ->
                    out.device(
                            path,
                            out.place(
                                            Json.object()
                                                    .put("driver", dog.model())
                                                    .put("id", dog.alias().orElseThrow()),
                                            dog.address())
                                    .build());
            case "itco" -> {
                if (out.pcie()) {
                    out.option("-global", "ICH9-LPC.noreboot=off");
                } else {
                    out.unsupported(path + "/@model", "only a Q35 has an iTCO watchdog");
                }
            }
            default ->
                    out.unsupported(
                            path + "/@model",
                            "PCs have no watchdog of model '" + dog.model() + "'");
        }
    }

    void balloon() {
        Optional<MemBalloon> present = out.spec.devices().memBalloon();
        if (present.isEmpty() || present.get().model().equals("none")) {
            return;
        }
        MemBalloon balloon = present.get();
        String path = "/domain/devices/memballoon";
        if (!balloon.model().startsWith("virtio")) {
            out.unsupported(
                    path + "/@model", "QEMU has no balloon of model '" + balloon.model() + "'");
            return;
        }
        String id = balloon.alias().orElseThrow();
        Json.ObjBuilder device =
                Json.object()
                        .put("driver", "virtio-balloon-pci" + balloon.model().substring(6))
                        .put("id", id);
        out.place(device, balloon.address());
        balloon.autodeflate().ifPresent(on -> device.put("deflate-on-oom", on));
        balloon.freePageReporting().ifPresent(on -> device.put("free-page-reporting", on));
        out.device(path, device.build());
        balloon.statsPeriodSeconds()
                .ifPresent(
                        s ->
                                out.afterwards(
                                        QmpCommand.change(
                                                "qom-set",
                                                Json.object()
                                                        .put("path", "/machine/peripheral/" + id)
                                                        .put("property", STATS)
                                                        .put("value", s)
                                                        .build())));
        if (out.spec.currentMemory().kib() < out.spec.memory().kib()) {
            out.afterwards(
                    QmpCommand.change(
                            "balloon",
                            Json.object()
                                    .put("value", out.spec.currentMemory().kib() * 1024)
                                    .build()));
        }
    }

    void rngs() {
        List<Rng> rngs = out.spec.devices().rngs();
        for (int i = 0; i < rngs.size(); i++) {
            rng(rngs.get(i), Draft.path("rng", i, rngs.size()));
        }
    }

    private void rng(Rng rng, String path) {
        String id = rng.alias().orElseThrow();
        Json.ObjBuilder source = Json.object();
        switch (rng.backend()) {
            case RngBackend.Random r ->
                    source.put("qom-type", "rng-random")
                            .put("id", "obj" + id)
                            .put("filename", r.path().orElse("/dev/random"));
            case RngBackend.Builtin b ->
                    source.put("qom-type", "rng-builtin").put("id", "obj" + id);
            case RngBackend.Egd e -> {
                out.remark(
                        Plan.Remark.Level.UNSUPPORTED,
                        path + "/backend/@model",
                        "entropy daemons are not connected by this driver",
                        "use backend model 'random' or 'builtin'");
                return;
            }
        }
        out.json("-object", source.build());
        Json.ObjBuilder device =
                Json.object()
                        .put(
                                "driver",
                                "virtio-rng-pci"
                                        + rng.model().substring(Math.min(6, rng.model().length())))
                        .put("rng", "obj" + id)
                        .put("id", id);
        rng.rateBytes()
                .ifPresent(
                        n ->
                                device.put("max-bytes", n)
                                        .put("period", rng.ratePeriodMillis().orElse(1000)));
        out.device(path, out.place(device, rng.address()).build());
    }
}
