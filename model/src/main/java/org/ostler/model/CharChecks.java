package org.ostler.model;

import java.util.List;
import java.util.Optional;

/// What libvirt refuses in character devices whatever the hypervisor; found by trying libvirt's
/// test driver.
final class CharChecks {
    private CharChecks() {}

    static void check(Devices devices, Place place) {
        checkAll(devices.serials(), "serial", place);
        checkAll(devices.parallels(), "parallel", place);
        checkAll(devices.consoles(), "console", place);
        checkAll(devices.channels(), "channel", place);
        List<Place> rngs = place.children("rng");
        for (int i = 0; i < devices.rngs().size(); i++) {
            if (devices.rngs().get(i).backend() instanceof RngBackend.Egd egd) {
                Place here = rngs.get(i).child("backend");
                if (here.element().attribute("type").isEmpty()) {
                    throw here.fail("attribute 'type' is missing", "where the daemon is reached");
                }
                checkSource(egd.source(), false, here);
            }
        }
    }

    private static void checkAll(List<? extends CharDevice> all, String name, Place place) {
        List<Place> places = place.children(name);
        for (int i = 0; i < all.size(); i++) {
            CharDevice device = all.get(i);
            Place here = places.get(i);
            if (device instanceof Channel channel) {
                checkForward(channel, here);
            } else if (device.source().type().equals("spicevmc")) {
                throw here.fail(
                        SpecException.Kind.UNSUPPORTED,
                        "'spicevmc' is for channels of type 'virtio' only",
                        "");
            }
            checkSource(device.source(), device instanceof Channel, here);
        }
    }

    private static void checkForward(Channel channel, Place place) {
        if (!channel.targetType().equals("guestfwd")) {
            return;
        }
        if (channel.forwardAddress().isEmpty()) {
            throw place.child("target")
                    .fail(
                            "attribute 'address' is missing",
                            "the address that the guest connects to");
        }
        if (channel.forwardPort().isEmpty()) {
            throw place.child("target")
                    .fail("attribute 'port' is missing", "the port that the guest connects to");
        }
    }

    private static void checkSource(CharSource source, boolean pathMayBeChosen, Place place) {
        switch (source) {
            case CharSource.File file -> require(file.path(), "path", place);
            case CharSource.Dev dev -> require(dev.path(), "path", place);
            case CharSource.Pipe pipe -> require(pipe.path(), "path", place);
            case CharSource.Unix unix -> {
                if (!pathMayBeChosen) {
                    require(unix.path(), "path", place);
                }
                checkReconnect(unix.reconnect(), unix.mode(), place);
            }
            case CharSource.Tcp tcp -> {
                require(tcp.host(), "host", place);
                require(tcp.service(), "service", place);
                checkReconnect(tcp.reconnect(), tcp.mode(), place);
            }
            case CharSource.Udp udp -> checkEnds(udp, place);
            case CharSource.Display display -> require(display.channel(), "channel", place);
            case CharSource.Pty pty -> {}
            case CharSource.Plain plain -> {}
            case CharSource.Untyped untyped -> {}
        }
        if (!(source instanceof CharSource.Udp) && place.element().children("source").size() > 1) {
            throw place.child("source", 1)
                    .fail(
                            "a character device of type '" + source.type() + "' has one source",
                            "one element 'source'");
        }
    }

    private static void checkEnds(CharSource.Udp udp, Place place) {
        Optional<String> service = Optional.empty();
        for (CharSource.Udp.End end : udp.ends()) {
            service = end.mode().orElse("connect").equals("connect") ? end.service() : service;
        }
        require(service, "service", place);
    }

    private static void checkReconnect(
            Optional<CharSource.Reconnect> reconnect, Optional<String> mode, Place place) {
        if (reconnect.isPresent()
                && reconnect.get().enabled()
                && !mode.orElse("connect").equals("connect")) {
            throw place.child("source")
                    .child("reconnect")
                    .fail("only a source with mode 'connect' can connect again", "");
        }
    }

    private static void require(Optional<String> value, String attribute, Place place) {
        if (value.isEmpty()) {
            throw place.child("source")
                    .fail("attribute '" + attribute + "' of element 'source' is missing", "");
        }
    }
}
