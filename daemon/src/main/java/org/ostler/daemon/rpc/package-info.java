/// The front that libvirt's clients see: a table from procedure to handler over `api`, the state of
/// each connection, and the pumps of its events and consoles.
///
/// [RpcFront] makes a [Session] for each connection; its [CallDispatcher] decodes, refuses and
/// calls; the `…Handlers` classes, one for each family of procedures, do the rest.
@NullMarked
package org.ostler.daemon.rpc;

import org.jspecify.annotations.NullMarked;
