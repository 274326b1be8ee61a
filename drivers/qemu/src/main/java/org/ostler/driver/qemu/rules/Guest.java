package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;
import org.ostler.model.XmlElement;
import org.ostler.model.XmlNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A definition as the rules see it: its elements with their places, and its board.
///
/// @param devices the place of `<devices>`; empty where there is none
/// @param features the place of `<features>`; empty where there is none
/// @param allDevices in document order; a console that shows a serial port is none of its own
/// @param name what the board is called in messages
/// @param cells how many NUMA nodes it has
/// @param sharesMemory whether other processes can read all of its memory
record Guest(
        Place domain,
        Optional<Place> devices,
        Optional<Place> features,
        List<Place> allDevices,
        String arch,
        Board board,
        String name,
        int cells,
        boolean sharesMemory) {

    static Guest of(Place domain) {
        Optional<Place> type = Said.first(domain, "os", "type");
        String arch = type.map(t -> Said.attribute(t, "arch")).orElse("");
        String machine = type.map(t -> Said.attribute(t, "machine")).orElse("");
        // Which architecture the host is of, libvirt would ask; this driver's hosts are PCs.
        String known = arch.isEmpty() ? "x86_64" : arch;
        Optional<Place> devices = Said.first(domain, "devices");
        return new Guest(
                domain,
                devices,
                Said.first(domain, "features"),
                devices.map(Guest::inside).orElse(List.of()),
                known,
                Board.of(known, machine),
                machine.isEmpty() ? known : known + " machine '" + machine + "'",
                cells(domain),
                sharesMemory(domain));
    }

    /// The devices with that element's name, in document order.
    List<Place> devices(String name) {
        return devices.map(place -> place.children(name)).orElse(List.of());
    }

    private static List<Place> inside(Place devices) {
        List<Place> all = new ArrayList<>();
        for (XmlNode node : devices.element().children()) {
            if (node instanceof XmlElement device && !isMirror(device)) {
                all.add(devices.inside(device));
            }
        }
        return List.copyOf(all);
    }

    private static boolean isMirror(XmlElement device) {
        return device.name().equals("console")
                && device.child("target")
                        .flatMap(target -> target.attribute("type"))
                        .orElse("serial")
                        .equals("serial");
    }

    Optional<Place> feature(String name) {
        return features.flatMap(place -> Said.first(place, name));
    }

    boolean isPc() {
        return arch.equals("x86_64") || arch.equals("i686");
    }

    boolean isArm() {
        return arch.equals("aarch64") || arch.startsWith("arm");
    }

    private static int cells(Place domain) {
        return Said.first(domain, "cpu", "numa")
                .map(numa -> numa.children("cell").size())
                .orElse(0);
    }

    private static boolean sharesMemory(Place domain) {
        boolean all = Said.attribute(domain, "mode", "memoryBacking", "access").equals("shared");
        return Said.first(domain, "cpu", "numa")
                .map(
                        numa ->
                                numa.children("cell").stream()
                                        .map(cell -> Said.attribute(cell, "memAccess"))
                                        .allMatch(a -> a.equals("shared") || (a.isEmpty() && all)))
                .orElse(all);
    }
}
