package org.ostler.posix;

/// Who is at the other end of a unix socket, as the kernel knew at connect time (`SO_PEERCRED`,
/// unix(7)).
///
/// @param pid may have ended and been reused since; identify by it only for display
public record PeerCredentials(int pid, int uid, int gid) {}
