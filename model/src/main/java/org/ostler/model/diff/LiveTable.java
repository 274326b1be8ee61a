package org.ostler.model.diff;

import org.ostler.model.XmlElement;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/// What libvirt's format and calls let change while a guest runs, whatever hypervisor runs it.
///
/// All that is not in this table waits for the next start; what makes another guest never comes.
/// docs/diff.md shows the table to users.
final class LiveTable {
    /// When a change takes effect.
    record Verdict(Effect effect, Optional<LiveCall> call, String reason) {}

    /// One change while it is judged.
    ///
    /// @param path the place without what tells devices apart: `/domain/devices/disk/source/@file`
    private record Case(Site site, String path, Optional<String> before, Optional<String> after) {
        /// Whether the element, with all that is in it, came or went.
        boolean isWhole() {
            return site.before().isEmpty() || site.after().isEmpty();
        }

        /// Whether either element has that value of an attribute; both must where both are there.
        boolean is(Optional<Site> at, String attribute, Set<String> values) {
            return at.isPresent()
                    && at.get().before().map(e -> has(e, attribute, values)).orElse(true)
                    && at.get().after().map(e -> has(e, attribute, values)).orElse(true);
        }

        private static boolean has(XmlElement element, String attribute, Set<String> values) {
            int slash = attribute.indexOf('/');
            Optional<String> found =
                    slash < 0
                            ? element.attribute(attribute)
                            : element.child(attribute.substring(0, slash))
                                    .flatMap(c -> c.attribute(attribute.substring(slash + 1)));
            return values.contains(found.orElse(""));
        }
    }

    /// A line of the table.
    ///
    /// @param condition what else must hold
    /// @param unmet the reason where it does not
    private record Row(
            Pattern place,
            LiveCall call,
            String reason,
            BiPredicate<Case, Site> condition,
            String unmet) {}

    private static final String NO_CALL = "nothing changes this while a guest runs";

    private static final Set<String> MEDIA = Set.of("cdrom", "floppy");
    private static final Set<String> DISKS = Set.of("", "disk", "lun");
    private static final Set<String> PLUGGED_BUSES = Set.of("virtio", "scsi", "usb", "xen");

    private static final List<Row> ROWS =
            List.of(
                    row(
                            "/domain/(title|description|metadata(/.*)?)",
                            LiveCall.SET_METADATA,
                            "words about a guest are no part of its machine"),
                    row(
                            "/domain/currentMemory",
                            LiveCall.SET_MEMORY,
                            "the balloon can be moved while the guest runs",
                            (c, _) -> fits(c, "memory"),
                            "more than the memory that the running guest has"),
                    row(
                            "/domain/vcpu/@current",
                            LiveCall.SET_VCPUS,
                            "processors can be plugged up to the number that the guest began with",
                            (c, _) -> fits(c, "vcpu"),
                            "more than the processors that the running guest can have"),
                    row(
                            "/domain/on_(poweroff|reboot|crash)",
                            LiveCall.SET_LIFECYCLE_ACTION,
                            "what follows an event is decided when it comes"),
                    row(
                            "/domain/cputune/vcpupin(/.*)?",
                            LiveCall.PIN_VCPU,
                            "processors can be bound while the guest runs"),
                    row(
                            "/domain/cputune/emulatorpin(/.*)?",
                            LiveCall.PIN_EMULATOR,
                            "the emulator can be bound while the guest runs"),
                    row(
                            "/domain/cputune/iothreadpin(/.*)?",
                            LiveCall.PIN_IOTHREAD,
                            "IO threads can be bound while the guest runs"),
                    row(
                            "/domain/cputune/((global|emulator|iothread)_)?(shares|period|quota)",
                            LiveCall.SET_SCHEDULER,
                            "the host's scheduler takes new shares at any time"),
                    row(
                            "/domain/memtune/.*",
                            LiveCall.TUNE_MEMORY,
                            "the host takes new limits at any time"),
                    row(
                            "/domain/blkiotune/.*",
                            LiveCall.TUNE_BLOCKS,
                            "the host takes new weights at any time"),
                    row(
                            "/domain/numatune/memory/@nodeset",
                            LiveCall.TUNE_NUMA,
                            "memory can move to other nodes while the guest runs"),
                    row(
                            "/domain/perf/event(/.*)?",
                            LiveCall.SET_PERF_EVENTS,
                            "events can be counted at any time"),
                    row(
                            "/domain/devices/disk/(source(/.*)?|@type|driver/@(name|type))",
                            LiveCall.UPDATE_DEVICE,
                            "media can be changed while the guest runs",
                            (c, device) -> c.is(Optional.of(device), "device", MEDIA),
                            "a disk that is no CD-ROM or floppy keeps its source"),
                    row(
                            "/domain/devices/disk/iotune(/.*)?",
                            LiveCall.TUNE_DISK,
                            "limits of a disk can be set at any time"),
                    row(
                            "/domain/devices/interface/(link|filterref)(/.*)?",
                            LiveCall.UPDATE_DEVICE,
                            "a cable can be pulled and a filter be changed while the guest runs"),
                    row(
                            "/domain/devices/interface/source/@(bridge|network|portgroup)",
                            LiveCall.UPDATE_DEVICE,
                            "a card can be plugged into another network while the guest runs",
                            (c, device) ->
                                    c.is(Optional.of(device), "type", Set.of("bridge"))
                                            || c.is(Optional.of(device), "type", Set.of("network")),
                            "a card keeps the kind of its connection"),
                    row(
                            "/domain/devices/interface/bandwidth(/.*)?",
                            LiveCall.TUNE_INTERFACE,
                            "limits of a card can be set at any time"),
                    row(
                            "/domain/devices/graphics/@(passwd|passwdValidTo|connected)",
                            LiveCall.UPDATE_DEVICE,
                            "a display's password can be changed while the guest runs"),
                    row(
                            "/domain/devices/memballoon/stats(/.*)?",
                            LiveCall.SET_MEMORY_STATS_PERIOD,
                            "the guest can be asked at any interval"));

    /// Devices that can be plugged while a guest runs, and which of them.
    private static final List<Row> PLUGGED =
            List.of(
                    plugged(
                            "disk",
                            (c, device) ->
                                    c.is(Optional.of(device), "device", DISKS)
                                            && c.is(
                                                    Optional.of(device),
                                                    "target/bus",
                                                    PLUGGED_BUSES),
                            "only disks on virtio, SCSI, USB or Xen's bus can be plugged"),
                    plugged(
                            "controller",
                            (c, device) ->
                                    c.is(
                                            Optional.of(device),
                                            "type",
                                            Set.of("scsi", "virtio-serial")),
                            "only controllers for SCSI and virtio-serial can be plugged"),
                    plugged(
                            "channel",
                            (c, device) ->
                                    c.is(
                                            Optional.of(device),
                                            "target/type",
                                            Set.of("virtio", "xen")),
                            "only channels of virtio or Xen can be plugged"),
                    plugged(
                            "input",
                            (c, device) ->
                                    c.is(Optional.of(device), "bus", Set.of("usb", "virtio")),
                            "only input devices on USB or virtio can be plugged"),
                    plugged(
                            "(interface|hostdev|redirdev|rng|memory|shmem|watchdog|vsock|lease)",
                            (_, _) -> true,
                            ""));

    private LiveTable() {}

    private static Row row(String place, LiveCall call, String reason) {
        return row(place, call, reason, (_, _) -> true, "");
    }

    private static Row row(
            String place,
            LiveCall call,
            String reason,
            BiPredicate<Case, Site> condition,
            String unmet) {
        return new Row(Pattern.compile(place), call, reason, condition, unmet);
    }

    private static Row plugged(String name, BiPredicate<Case, Site> condition, String unmet) {
        return row(
                Identity.DEVICES + "/" + name,
                LiveCall.ATTACH_DEVICE,
                "this kind of device can be plugged while the guest runs",
                condition,
                unmet);
    }

    /// When that change takes effect.
    static Verdict of(Site site, String suffix, Optional<String> before, Optional<String> after) {
        Case change = new Case(site, site.plain() + suffix, before, after);
        Optional<Verdict> other = another(change);
        if (other.isPresent()) {
            return other.get();
        }
        boolean whole = change.isWhole() && Identity.isDevice(change.path);
        for (Row row : whole ? PLUGGED : ROWS) {
            if (row.place.matcher(change.path).matches()) {
                return judged(row, change, whole);
            }
        }
        return new Verdict(Effect.NEXT_START, Optional.empty(), NO_CALL);
    }

    private static Verdict judged(Row row, Case change, boolean whole) {
        if (!row.condition.test(change, change.site.device().orElse(change.site))) {
            return new Verdict(Effect.NEXT_START, Optional.empty(), row.unmet);
        }
        LiveCall call = whole && change.after.isEmpty() ? LiveCall.DETACH_DEVICE : row.call;
        return new Verdict(Effect.NOW, Optional.of(call), row.reason);
    }

    /// What makes another guest. An identity that is not said yet is no other.
    private static Optional<Verdict> another(Case change) {
        return switch (change.path) {
            case "/domain/@type" -> Optional.of(never("it would run on another hypervisor"));
            case "/domain/name" -> Optional.of(never("a guest is known by its name"));
            case "/domain/uuid" ->
                    change.before.isPresent() && change.after.isPresent()
                            ? Optional.of(never("a guest is known by its identity"))
                            : Optional.of(
                                    new Verdict(
                                            Effect.NEXT_START,
                                            Optional.empty(),
                                            "an identity is chosen when a guest is defined"));
            default -> Optional.empty();
        };
    }

    private static Verdict never(String reason) {
        return new Verdict(
                Effect.NEVER, Optional.empty(), reason + ": another one is another guest");
    }

    /// Whether the new number is within that of the domain as it was, which is what runs.
    private static boolean fits(Case change, String element) {
        Optional<String> most =
                change.site.root().before().flatMap(d -> d.child(element)).map(XmlElement::text);
        return number(change.after.or(() -> most)) <= number(most);
    }

    private static long number(Optional<String> text) {
        try {
            return Long.parseLong(text.orElse("0").strip());
        } catch (NumberFormatException none) {
            return 0;
        }
    }
}
