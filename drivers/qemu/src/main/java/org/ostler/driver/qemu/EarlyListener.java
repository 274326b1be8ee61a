package org.ostler.driver.qemu;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Hears a monitor before it is known whose it is, and hands everything on to the guest once it is.
///
/// Guarded by its own lock: the monitor's thread brings, the starting thread hands over. Before the
/// guest runs a monitor says next to nothing, so what is kept is small.
final class EarlyListener implements QmpListener {
    private final List<Consumer<QmpListener>> kept = new ArrayList<>();
    private QmpListener target = NONE;
    private boolean handedOver;

    /// From here on `listener` hears everything, beginning with what came before.
    synchronized void handOver(QmpListener listener) {
        target = listener;
        handedOver = true;
        kept.forEach(said -> said.accept(listener));
        kept.clear();
    }

    private void hear(Consumer<QmpListener> said) {
        QmpListener now;
        synchronized (this) {
            if (!handedOver) {
                kept.add(said);
                return;
            }
            now = target;
        }
        said.accept(now);
    }

    @Override
    public void event(QmpEvent event) {
        hear(listener -> listener.event(event));
    }

    @Override
    public void eventsLost(int count) {
        hear(listener -> listener.eventsLost(count));
    }

    @Override
    public void lateReply(QmpCommand command, String outcome) {
        hear(listener -> listener.lateReply(command, outcome));
    }

    @Override
    public void closed(String reason) {
        hear(listener -> listener.closed(reason));
    }
}
