package org.ostler.daemon.config;

import java.util.List;
import java.util.stream.Collectors;

/// A configuration was refused: everything that is wrong with it, at once.
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigProblem> problems;

    /// A refusal for these reasons, at least one.
    public ConfigException(List<ConfigProblem> problems) {
        super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /// What is wrong, in the order of the file.
    public List<ConfigProblem> problems() {
        return problems == null ? List.of() : problems;
    }
}
