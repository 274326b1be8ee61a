package org.ostler.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The parts of devices that only running domains have.
final class LiveParts {
    /// How the names of devices that hypervisors make begin; a definition does not keep them.
    private static final Set<String> MADE = Set.of("vnet", "vif", "macvtap", "macvlan");

    private LiveParts() {}

    static Devices removed(Devices devices) {
        return devices.withDisks(
                        devices.disks().stream().map(d -> d.withAlias(own(d.alias()))).toList())
                .withControllers(
                        devices.controllers().stream()
                                .map(c -> c.withAlias(own(c.alias())))
                                .toList())
                .withInterfaces(devices.interfaces().stream().map(LiveParts::removed).toList())
                .withSerials(all(devices.serials(), Serial.class))
                .withParallels(all(devices.parallels(), Parallel.class))
                .withConsoles(
                        all(devices.consoles(), Console.class).stream()
                                .map(console -> console.withTty(Optional.empty()))
                                .toList())
                .withChannels(
                        all(devices.channels(), Channel.class).stream()
                                .map(channel -> channel.withState(Optional.empty()))
                                .toList())
                .withInputs(
                        devices.inputs().stream().map(i -> i.withAlias(own(i.alias()))).toList())
                .withGraphics(
                        devices.graphics().stream().map(DisplayRules::withoutLivePort).toList())
                .withVideos(
                        devices.videos().stream().map(v -> v.withAlias(own(v.alias()))).toList())
                .withWatchdogs(
                        devices.watchdogs().stream().map(w -> w.withAlias(own(w.alias()))).toList())
                .withMemBalloon(devices.memBalloon().map(b -> b.withAlias(own(b.alias()))))
                .withRngs(devices.rngs().stream().map(r -> r.withAlias(own(r.alias()))).toList());
    }

    private static <D extends CharDevice> List<D> all(List<D> devices, Class<D> type) {
        return devices.stream()
                .map(
                        device ->
                                type.cast(
                                        device.withSource(removed(device.source()))
                                                .withAlias(own(device.alias()))))
                .toList();
    }

    private static CharSource removed(CharSource source) {
        return source instanceof CharSource.Pty pty
                ? new CharSource.Pty(Optional.empty(), withoutLabels(pty.kept()))
                : source;
    }

    private static Kept withoutLabels(Kept kept) {
        return kept.inner().isEmpty() ? kept : Kept.NONE;
    }

    private static NetworkInterface removed(NetworkInterface card) {
        Optional<String> target =
                card.target().filter(name -> MADE.stream().noneMatch(name::startsWith));
        return card.withTarget(target).withAlias(own(card.alias()));
    }

    private static Optional<String> own(Optional<String> alias) {
        return alias.filter(name -> name.startsWith("ua-"));
    }
}
