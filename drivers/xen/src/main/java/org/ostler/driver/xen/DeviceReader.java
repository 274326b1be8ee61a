package org.ostler.driver.xen;

import org.ostler.xlcfg.Json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the devices of a `libxl_domain_config` into the elements of domain XML, in the order in
/// which libvirt shows them.
final class DeviceReader {
    private static final int VNC_BASE_PORT = 5900;

    private final Json.Obj config;
    private final Json.Obj hvm;
    private final XenGuestType type;
    private final DomainElements xml;

    DeviceReader(Json.Obj config, XenGuestType type, DomainElements xml) {
        this.config = config;
        this.hvm = config.object("b_info").object("type.hvm");
        this.type = type;
        this.xml = xml;
    }

    void write() {
        xml.open("devices");
        config.object("b_info")
                .string("device_model")
                .ifPresent(path -> xml.text("emulator", path));
        config.objects("disks").forEach(this::disk);
        xml.open("controller", "type", "xenbus", "index", "0");
        xml.close();
        config.objects("nics").forEach(this::nic);
        serials();
        xml.open("console", "type", "pty");
        xml.empty(
                "target",
                "type",
                type == XenGuestType.HVM && hasSerial() ? "serial" : "xen",
                "port",
                "0");
        xml.close();
        inputs();
        displays();
        xml.empty("memballoon", "model", "xen");
        xml.close();
    }

    private void disk(Json.Obj disk) {
        boolean cdrom = disk.integerOrZero("is_cdrom") != 0;
        String path = disk.string("pdev_path").orElse("");
        String backend = disk.string("backend").orElse("");
        boolean block = backend.equals("phy") && path.startsWith("/dev/");
        xml.open("disk", "type", block ? "block" : "file", "device", cdrom ? "cdrom" : "disk");
        driver(disk, backend);
        if (!path.isEmpty()) {
            xml.empty("source", block ? "dev" : "file", path);
        }
        String target = disk.string("vdev").orElse("");
        xml.empty("target", "dev", target, "bus", bus(target));
        if (disk.integerOrZero("readwrite") == 0) {
            xml.empty("readonly");
        }
        xml.close();
    }

    private void driver(Json.Obj disk, String backend) {
        String name =
                switch (backend) {
                    case "phy" -> "phy";
                    case "tap" -> "tap";
                    default -> "qemu";
                };
        String format = disk.string("format").orElse("raw");
        var attributes =
                new ArrayList<>(
                        List.of("name", name, "type", format.equals("vhd") ? "vpc" : format));
        if (format.equals("empty") || format.equals("unknown")) {
            attributes.set(3, "raw");
        }
        if (disk.get("discard_enable").isPresent()) {
            attributes.addAll(List.of("discard", disk.flag("discard_enable") ? "unmap" : "ignore"));
        }
        xml.empty("driver", attributes.toArray(String[]::new));
    }

    private static String bus(String target) {
        if (target.startsWith("hd")) {
            return "ide";
        }
        return target.startsWith("sd") ? "scsi" : "xen";
    }

    private void nic(Json.Obj nic) {
        Optional<String> bridge = nic.string("bridge");
        xml.open("interface", "type", bridge.isPresent() ? "bridge" : "ethernet");
        nic.string("mac").ifPresent(mac -> xml.empty("mac", "address", mac));
        bridge.ifPresent(name -> xml.empty("source", "bridge", name));
        nic.string("ip")
                .ifPresent(
                        addresses -> {
                            for (String address : addresses.strip().split("\\s+", -1)) {
                                xml.empty(
                                        "ip",
                                        "address",
                                        address,
                                        "family",
                                        address.contains(":") ? "ipv6" : "ipv4");
                            }
                        });
        nic.string("script").ifPresent(script -> xml.empty("script", "path", script));
        nic.string("ifname").ifPresent(name -> xml.empty("target", "dev", name));
        nic.string("model").ifPresent(model -> xml.empty("model", "type", model));
        nic.integer("mtu").ifPresent(mtu -> xml.empty("mtu", "size", Long.toString(mtu)));
        xml.close();
    }

    private boolean hasSerial() {
        return hvm.string("serial").isPresent() || !hvm.array("serial_list").isEmpty();
    }

    private void serials() {
        var words = new ArrayList<String>();
        hvm.string("serial").ifPresent(words::add);
        hvm.array("serial_list")
                .forEach(
                        item -> {
                            if (item instanceof Json.Str text) {
                                words.add(text.value());
                            }
                        });
        for (int port = 0; port < words.size(); port++) {
            serial(words.get(port), port);
        }
    }

    private void serial(String words, int port) {
        int colon = words.indexOf(':');
        String kind = colon < 0 ? words : words.substring(0, colon);
        String rest = colon < 0 ? "" : words.substring(colon + 1);
        switch (kind) {
            case "pty", "null", "stdio" -> xml.open("serial", "type", kind);
            case "file", "pipe" -> {
                xml.open("serial", "type", kind);
                xml.empty("source", "path", rest);
            }
            case "unix" -> {
                xml.open("serial", "type", "unix");
                xml.empty(
                        "source",
                        "mode",
                        rest.contains(",server") ? "bind" : "connect",
                        "path",
                        beforeComma(rest));
            }
            case "tcp", "telnet" -> {
                String address = beforeComma(rest);
                int last = Math.max(address.lastIndexOf(':'), 0);
                xml.open("serial", "type", "tcp");
                xml.empty(
                        "source",
                        "mode",
                        rest.contains(",server") ? "bind" : "connect",
                        "host",
                        address.substring(0, last),
                        "service",
                        address.substring(Math.min(last + 1, address.length())));
                xml.empty("protocol", "type", kind.equals("tcp") ? "raw" : "telnet");
            }
            default -> {
                xml.open("serial", "type", "dev");
                xml.empty("source", "path", words);
            }
        }
        xml.empty("target", "port", Integer.toString(port));
        xml.close();
    }

    private static String beforeComma(String text) {
        int comma = text.indexOf(',');
        return comma < 0 ? text : text.substring(0, comma);
    }

    private void inputs() {
        for (Json item : hvm.array("usbdevice_list")) {
            if (item instanceof Json.Str device) {
                xml.empty("input", "type", device.value(), "bus", "usb");
            }
        }
        hvm.string("usbdevice")
                .ifPresent(device -> xml.empty("input", "type", device, "bus", "usb"));
        String bus = type == XenGuestType.HVM ? "ps2" : "xen";
        xml.empty("input", "type", "mouse", "bus", bus);
        xml.empty("input", "type", "keyboard", "bus", bus);
    }

    private void displays() {
        if (type != XenGuestType.HVM) {
            for (Json.Obj framebuffer : config.objects("vfbs")) {
                vnc(framebuffer.object("vnc"), framebuffer.string("keymap"));
            }
            return;
        }
        if (hvm.flag("nographic")) {
            return;
        }
        vnc(hvm.object("vnc"), hvm.string("keymap"));
        Json.Obj spice = hvm.object("spice");
        if (spice.flag("enable")) {
            xml.open(
                    "graphics",
                    "type",
                    "spice",
                    "port",
                    Long.toString(spice.integerOrZero("port")));
            spice.string("host")
                    .ifPresent(host -> xml.empty("listen", "type", "address", "address", host));
            xml.close();
        }
        String kind = hvm.object("vga").string("kind").orElse("cirrus");
        if (!kind.equals("none")) {
            long kib = config.object("b_info").integerOrZero("video_memkb");
            xml.open("video");
            String model = kind.equals("std") ? "vga" : kind;
            if (kib > 0) {
                xml.empty("model", "type", model, "vram", Long.toString(kib), "heads", "1");
            } else {
                xml.empty("model", "type", model, "heads", "1");
            }
            xml.close();
        }
    }

    private void vnc(Json.Obj vnc, Optional<String> keymap) {
        if (!vnc.flag("enable")) {
            return;
        }
        boolean automatic = vnc.get("findunused").isEmpty() || vnc.flag("findunused");
        long port = automatic ? -1 : VNC_BASE_PORT + vnc.integerOrZero("display");
        var attributes =
                new ArrayList<>(
                        List.of(
                                "type",
                                "vnc",
                                "port",
                                Long.toString(port),
                                "autoport",
                                automatic ? "yes" : "no"));
        vnc.string("listen").ifPresent(listen -> attributes.addAll(List.of("listen", listen)));
        keymap.ifPresent(map -> attributes.addAll(List.of("keymap", map)));
        xml.open("graphics", attributes.toArray(String[]::new));
        vnc.string("listen")
                .ifPresent(listen -> xml.empty("listen", "type", "address", "address", listen));
        xml.close();
    }
}
