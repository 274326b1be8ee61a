/// The `ostler` command. [Commands] is the table of what there is: parser, help, completion and
/// `docs/cli.md` are made from it; [Program] runs one command line.
@NullMarked
package org.ostler.cli;

import org.jspecify.annotations.NullMarked;
