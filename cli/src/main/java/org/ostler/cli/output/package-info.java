/// How results are written: for people as aligned tables, for programs as JSON and YAML.
@NullMarked
package org.ostler.cli.output;

import org.jspecify.annotations.NullMarked;
