/// What the daemon is told: its command line, its configuration file in libvirtd.conf's syntax, and
/// the directories that follow from both.
@NullMarked
package org.ostler.daemon.config;

import org.jspecify.annotations.NullMarked;
