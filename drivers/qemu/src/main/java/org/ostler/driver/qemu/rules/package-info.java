/// What QEMU's boards and devices cannot be: asked of every definition before anything is made of
/// it.
@org.jspecify.annotations.NullMarked
package org.ostler.driver.qemu.rules;
