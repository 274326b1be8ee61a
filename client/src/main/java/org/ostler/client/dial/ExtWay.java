package org.ostler.client.dial;

import org.ostler.wire.ProcessTransport;
import org.ostler.wire.Transport;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Over the standard input and output of a command of the user's, which gets no arguments.
record ExtWay(String command) implements Way {
    static ExtWay of(UriParameters parameters) {
        return new ExtWay(
                parameters
                        .word("command")
                        .orElseThrow(
                                () ->
                                        UriFaults.misplaced(
                                                parameters.uri(),
                                                "command",
                                                "must be given with transport ext")));
    }

    @Override
    public Transport dial(Duration timeout) throws IOException {
        return ProcessTransport.start(List.of(command));
    }

    @Override
    public String description() {
        return "ext:" + command;
    }
}
