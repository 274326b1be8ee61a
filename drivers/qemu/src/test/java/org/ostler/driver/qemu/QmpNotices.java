package org.ostler.driver.qemu;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Collects what a monitor says unasked, one line per notice.
final class QmpNotices implements QmpListener {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @Override
    public void event(QmpEvent event) {
        lines.add("event " + event.name() + " " + JsonText.write(event.data()));
    }

    @Override
    public void eventsLost(int count) {
        lines.add("lost " + count);
    }

    @Override
    public void lateReply(QmpCommand command, String outcome) {
        lines.add("late " + command.name() + " " + outcome);
    }

    @Override
    public void closed(String reason) {
        lines.add("closed " + reason);
    }

    /// The next notice.
    String next() throws InterruptedException {
        String line = lines.poll(20, TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("no notice within 20 s");
        }
        return line;
    }

    /// The next notice that starts so; those before are dropped.
    String next(String start) throws InterruptedException {
        for (String line = next(); ; line = next()) {
            if (line.startsWith(start)) {
                return line;
            }
        }
    }
}
