/// The API over the wire. [RemoteHypervisor] is the way in; `Link` keeps its connection and makes a
/// new one after a loss; `OpenConnection` is one connection from greeting to end.
@NullMarked
package org.ostler.client;

import org.jspecify.annotations.NullMarked;
