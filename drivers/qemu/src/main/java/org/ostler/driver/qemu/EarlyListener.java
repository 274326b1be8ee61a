package org.ostler.driver.qemu;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Hears a monitor before it is known whose it is, and hands everything on to the guest once it is.
///
/// Guarded by its own lock: the monitor's thread brings, the starting thread hands over. What comes
/// beyond [QmpClient#MAX_EVENTS] before that is told as lost.
final class EarlyListener implements QmpListener {
    private final List<Consumer<QmpListener>> kept = new ArrayList<>();
    private QmpListener target = NONE;
    private boolean handedOver;
    private int lost;

    /// From here on `listener` hears everything, beginning with what came before.
    synchronized void handOver(QmpListener listener) {
        target = listener;
        handedOver = true;
        kept.forEach(said -> said.accept(listener));
        kept.clear();
        if (lost > 0) {
            listener.eventsLost(lost);
        }
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
        synchronized (this) {
            if (!handedOver && kept.size() >= QmpClient.MAX_EVENTS) {
                lost++;
                return;
            }
        }
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
