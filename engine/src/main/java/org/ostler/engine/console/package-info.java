/// What drivers share to open guests' consoles: many watch, one types.
package org.ostler.engine.console;
