package org.ostler.cli;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Layer;
import org.ostler.api.Origin;
import org.ostler.model.SpecException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file with a description that a command line names, or standard input; what is wrong in it is
/// said with file, line and column, as compilers do.
///
/// @param word as it stands in the command line
record InputFile(String word) {
    /// More than any description that is read.
    private static final int BYTES_MAX = 16 << 20;

    boolean isStandardInput() {
        return word.equals("-");
    }

    /// What it is called in messages.
    String name() {
        return isStandardInput() ? "(standard input)" : word;
    }

    byte[] read(Surroundings surroundings) throws IOException {
        if (isStandardInput()) {
            return bounded(surroundings.in());
        }
        try (InputStream in = Files.newInputStream(Path.of(word))) {
            return bounded(in);
        }
    }

    private byte[] bounded(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(BYTES_MAX + 1);
        if (bytes.length > BYTES_MAX) {
            throw new IOException(
                    name()
                            + ": more than "
                            + (BYTES_MAX >> 20)
                            + " MiB, too large for a description");
        }
        return bytes;
    }

    /// A place in it: `guest.xml:3:10`; without line and column where these are 0.
    String place(int line, int column) {
        return line > 0 ? name() + ":" + line + ":" + column : name();
    }

    /// What is wrong in it.
    ///
    /// @param domain [FaultDomain#XML], or [FaultDomain#CONF] for what is no XML
    Fault fault(SpecException wrong, FaultDomain domain) {
        String place = place(wrong.line(), wrong.column());
        String expected = wrong.expected().map(text -> "; expected " + text).orElse("");
        String at = wrong.path().isEmpty() ? "" : " at " + wrong.path();
        boolean xml = domain == FaultDomain.XML;
        FaultCode code =
                switch (wrong.kind()) {
                    case SYNTAX -> xml ? FaultCode.XML_DETAIL : FaultCode.CONF_SYNTAX;
                    case LIMIT, CONTENT -> xml ? FaultCode.XML_ERROR : FaultCode.CONF_SYNTAX;
                    case UNSUPPORTED -> FaultCode.CONFIG_UNSUPPORTED;
                };
        return Fault.builder(code, domain, place + ": " + wrong.problem() + at + expected)
                .origin(Origin.of(Layer.SPEC, "parse", wrong.path(), place, wrong.problem()))
                .build();
    }
}
