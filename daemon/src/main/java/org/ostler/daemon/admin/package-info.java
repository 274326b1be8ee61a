/// The daemon's own administration, by libvirt's admin protocol: who is connected, how many may be,
/// what is logged.
@NullMarked
package org.ostler.daemon.admin;

import org.jspecify.annotations.NullMarked;
