package org.ostler.wire;

import java.util.Map;

/// Decides what a server does with a frame, before it looks into the payload, exactly as libvirt
/// 9.0 does (observed with raw frames against libvirtd): only calls are ever refused with an
/// answer; whatever else is out of place is dropped without a word, and the connection stays.
///
/// Keepalive messages and frames of open streams have been taken out before. Immutable,
/// thread-safe.
public final class FrameCheck {
    private final Map<Integer, Integer> versions;

    /// What to do with a frame.
    public sealed interface Verdict {}

    /// It is a call for the handler.
    public record Serve() implements Verdict {}

    /// It is ignored.
    public record Drop() implements Verdict {}

    /// It is answered with an error of libvirt's code 39 (RPC), domain 7 (RPC).
    ///
    /// @param message libvirt's words, which must stay untranslated
    public record Refuse(String message) implements Verdict {}

    private static final Verdict SERVE = new Serve();
    private static final Verdict DROP = new Drop();

    /// @param versions the version of each program that is served, by the program's number
    public FrameCheck(Map<Integer, Integer> versions) {
        this.versions = Map.copyOf(versions);
    }

    public Verdict check(FrameHeader header) {
        return switch (header.type()) {
            case CALL, CALL_WITH_FDS -> checkCall(header);
            case REPLY, REPLY_WITH_FDS, MESSAGE, STREAM, STREAM_HOLE, UNKNOWN -> DROP;
        };
    }

    private Verdict checkCall(FrameHeader header) {
        Integer version = versions.get(header.program());
        if (version == null || version != header.version()) {
            return new Refuse(
                    "Cannot find program %d version %d"
                            .formatted(header.program(), header.version()));
        }
        if (header.status() != FrameHeader.OK) {
            return new Refuse(
                    "Unexpected message status " + Integer.toUnsignedLong(header.status()));
        }
        return SERVE;
    }
}
