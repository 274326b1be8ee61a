/// Xen guests through libxl: `Libxl*` is the binding, `XenStore*` the client of xenstored, `Json*`
/// the language between them.
@NullMarked
package org.ostler.driver.xen;

import org.jspecify.annotations.NullMarked;
