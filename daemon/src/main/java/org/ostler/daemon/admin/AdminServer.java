package org.ostler.daemon.admin;

import org.ostler.daemon.rpc.Clients;
import org.ostler.wire.ConnectionAdmission;

/// One group of sockets with its clients, which is what the admin protocol calls a server.
///
/// @param name what libvirt's tools call it
/// @param callsPerClient calls of one client that may be in progress at once
public record AdminServer(
        String name, Clients clients, ConnectionAdmission admission, int callsPerClient) {}
