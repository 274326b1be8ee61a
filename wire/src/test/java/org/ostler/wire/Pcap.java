package org.ostler.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/// A capture of TCP connections in which libvirt's RPC is spoken, as Wireshark reads it: what was
/// sent over whatever transport, put into packets as if it had gone over IP.
///
/// The classic file format, version 2.4, with raw IP packets (link type 101).
public final class Pcap {
    private static final int LINK_RAW_IP = 101;
    private static final int HEADERS = 40;
    private static final int SEGMENT_MAX = 60_000;
    private static final int CLIENT = 0x0a000001;
    private static final int SERVER = 0x0a000002;

    /// libvirt's unencrypted port, by which the dissector knows it.
    private static final int SERVER_PORT = 16_509;

    private static final int CLIENT_PORT = 40_000;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    /// The next byte's number by sender: connection, and whether it is the server.
    private final Map<Long, Integer> sent = new TreeMap<>();

    private int packets;

    public Pcap() {
        ByteBuffer head = ByteBuffer.allocate(24);
        head.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putLong(0);
        head.putInt(1 << 18).putInt(LINK_RAW_IP);
        file.writeBytes(head.array());
    }

    /// Appends what one side sent, in as many packets as it takes.
    ///
    /// @param connection from 0
    public void add(int connection, boolean fromServer, byte[] bytes) {
        for (int from = 0; from < bytes.length; from += SEGMENT_MAX) {
            packet(connection, fromServer, bytes, from, Math.min(SEGMENT_MAX, bytes.length - from));
        }
    }

    private void packet(int connection, boolean fromServer, byte[] bytes, int from, int count) {
        long sender = 2L * connection + (fromServer ? 1 : 0);
        int client = CLIENT_PORT + connection;
        ByteBuffer packet = ByteBuffer.allocate(16 + HEADERS + count);
        packet.putInt(packets / 1000).putInt(packets % 1000 * 1000);
        packet.putInt(HEADERS + count).putInt(HEADERS + count);
        packet.putShort((short) 0x4500).putShort((short) (HEADERS + count)).putInt(0);
        packet.putShort((short) 0x4006).putShort((short) 0);
        packet.putInt(fromServer ? SERVER : CLIENT).putInt(fromServer ? CLIENT : SERVER);
        packet.putShort((short) (fromServer ? SERVER_PORT : client));
        packet.putShort((short) (fromServer ? client : SERVER_PORT));
        packet.putInt(1 + sent.getOrDefault(sender, 0));
        packet.putInt(1 + sent.getOrDefault(sender ^ 1, 0));
        packet.putShort((short) 0x5018).putShort((short) 0xffff).putInt(0);
        packet.put(bytes, from, count);
        file.writeBytes(packet.array());
        sent.merge(sender, count, Integer::sum);
        packets++;
    }

    /// Packets so far.
    public int packets() {
        return packets;
    }

    /// The whole file.
    public byte[] bytes() {
        return file.toByteArray();
    }
}
