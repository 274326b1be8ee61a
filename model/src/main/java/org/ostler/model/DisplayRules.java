package org.ostler.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What follows from what is said of displays.
final class DisplayRules {
    private DisplayRules() {}

    static Graphics complete(Graphics graphics) {
        return switch (graphics) {
            case Graphics.Vnc vnc -> completeVnc(vnc);
            case Graphics.Spice spice -> completeSpice(spice);
            case Graphics.Sdl sdl -> sdl;
            case Graphics.Untyped untyped -> untyped;
        };
    }

    static Graphics withoutPassword(Graphics graphics) {
        return switch (graphics) {
            case Graphics.Vnc vnc -> vnc.withPassword(Optional.empty());
            case Graphics.Spice spice -> spice.withPassword(Optional.empty());
            case Graphics.Sdl sdl -> sdl;
            case Graphics.Untyped untyped -> untyped;
        };
    }

    /// A port that is -1 or not said, or `autoport`, means: chosen at start. A server on a socket
    /// has no port, nor has one that is told to choose none.
    private static Graphics.Vnc completeVnc(Graphics.Vnc vnc) {
        List<Listen> listeners = listeners(vnc.listeners(), vnc.socket(), vnc.listen());
        Graphics.Vnc listening = vnc.withListeners(listeners).withListen(address(listeners));
        if (listeners.getFirst() instanceof Listen.BySocket socket) {
            return listening.withSocket(socket.socket());
        }
        if (listeners.getFirst() instanceof Listen.Nowhere) {
            return listening;
        }
        if (!vnc.autoport().orElse(true) && vnc.port().orElse(-1) <= 0) {
            return listening.withoutPort();
        }
        boolean chosen = vnc.autoport().orElse(false) || vnc.port().orElse(-1) <= 0;
        return chosen
                ? listening.withPort(-1).withAutoport(Optional.of(true))
                : listening.withAutoport(Optional.of(false));
    }

    private static Graphics.Spice completeSpice(Graphics.Spice spice) {
        List<Listen> listeners = listeners(spice.listeners(), Optional.empty(), spice.listen());
        return spice.withListeners(listeners).withListen(address(listeners));
    }

    private static List<Listen> listeners(
            List<Listen> said, Optional<String> socket, Optional<String> address) {
        if (!said.isEmpty()) {
            return said;
        }
        if (socket.isPresent()) {
            return List.of(new Listen.BySocket(socket, Kept.NONE));
        }
        return List.of(new Listen.ByAddress(address.filter(text -> !text.isEmpty()), Kept.NONE));
    }

    /// The attribute `listen` repeats the address of the first listener.
    private static Optional<String> address(List<Listen> listeners) {
        return listeners.getFirst() instanceof Listen.ByAddress first
                ? first.address()
                : Optional.empty();
    }

    /// A server whose port was chosen at start has none in its definition.
    static Graphics withoutLivePort(Graphics graphics) {
        return switch (graphics) {
            case Graphics.Vnc vnc when vnc.autoport().orElse(false) -> vnc.withPort(-1);
            case Graphics.Vnc vnc -> vnc;
            case Graphics.Spice spice when spice.autoport().orElse(false) ->
                    spice.withPorts(OptionalInt.empty(), OptionalInt.empty());
            case Graphics.Spice spice -> spice;
            case Graphics.Sdl sdl -> sdl;
            case Graphics.Untyped untyped -> untyped;
        };
    }
}
