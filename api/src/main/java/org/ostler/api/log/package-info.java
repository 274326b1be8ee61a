/// How Ostler's modules tell what goes on in them.
@NullMarked
package org.ostler.api.log;

import org.jspecify.annotations.NullMarked;
