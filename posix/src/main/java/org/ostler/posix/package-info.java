/// Bindings to libc: small owners of kernel objects, each closing what it opened exactly once.
@NullMarked
package org.ostler.posix;

import org.jspecify.annotations.NullMarked;
