package org.ostler.driver.qemu;

/// Hears what a monitor says unasked.
///
/// All calls for one client come one after the other, in order, from a thread that may block
/// without holding up replies; what does not fit into the client's bounded queue meanwhile is
/// dropped and counted.
public interface QmpListener {

    /// A listener that does nothing.
    QmpListener NONE =
            new QmpListener() {
                @Override
                public void event(QmpEvent event) {}

                @Override
                public void eventsLost(int count) {}

                @Override
                public void lateReply(QmpCommand command, String outcome) {}

                @Override
                public void closed(String reason) {}
            };

    /// An event arrived.
    void event(QmpEvent event);

    /// Before the next call, `count` events were dropped because this listener was too slow: what
    /// it knows of the guest must be read again.
    void eventsLost(int count);

    /// The reply to a command whose deadline had passed has come after all, so that its outcome is
    /// known now.
    ///
    /// @param outcome the reply's text, for a person to read
    void lateReply(QmpCommand command, String outcome);

    /// The connection is gone; the last call.
    void closed(String reason);
}
