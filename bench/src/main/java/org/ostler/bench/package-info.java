/// The measuring client, the two daemons, the scenarios and the table of figures.
@NullMarked
package org.ostler.bench;

import org.jspecify.annotations.NullMarked;
