/// The QEMU driver: probing binaries, building command lines, running processes, talking QMP.
@NullMarked
package org.ostler.driver.qemu;

import org.jspecify.annotations.NullMarked;
