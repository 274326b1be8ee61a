package org.ostler.posix;

/// Makes the JVM ready for calls of C while the program does something else.
///
/// The first call of a [NativeFunction] costs a JVM as much time as all the rest that a daemon does
/// before its sockets are there, and nearly all of it can be done beside that rest.
public final class LinkAhead {
    private LinkAhead() {}

    /// Starts a thread that makes a first call and ends. Whoever makes a call meanwhile waits for
    /// what is not ready yet.
    public static void start() {
        Thread.ofPlatform().daemon().name("link").start(Users::effectiveUid);
    }
}
