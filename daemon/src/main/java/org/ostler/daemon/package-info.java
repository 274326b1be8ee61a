/// The program itself: how it begins, what it listens on, and how it ends.
@NullMarked
package org.ostler.daemon;

import org.jspecify.annotations.NullMarked;
