package org.ostler.cli;

/// What a shell offers where a word is expected.
enum Completes {
    /// Nothing.
    NOTHING,
    /// Names of files.
    FILE,
    /// Names of all domains.
    DOMAIN,
    /// Names of all domains, and of files.
    GUEST,
    /// Names of running domains.
    RUNNING,
    /// Names of domains that do not run.
    STOPPED,
    /// Identities of jobs.
    JOB,
    /// Names of commands.
    COMMAND,
    /// Names of shells.
    SHELL
}
