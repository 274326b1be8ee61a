/// Ways to a server: libvirt's URIs, and the transports that they name.
@NullMarked
package org.ostler.client.dial;

import org.jspecify.annotations.NullMarked;
