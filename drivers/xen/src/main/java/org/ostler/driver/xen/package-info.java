/// Xen guests through libxl: `Libxl*` is the binding, `XenStore*` the client of xenstored; the
/// documents between them are [org.ostler.xlcfg.Json].
@NullMarked
package org.ostler.driver.xen;

import org.jspecify.annotations.NullMarked;
