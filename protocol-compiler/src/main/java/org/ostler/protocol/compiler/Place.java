package org.ostler.protocol.compiler;

/// A line of a description file, for error messages.
record Place(String file, int line) {

    DescriptionException error(String problem) {
        return new DescriptionException(this + ": " + problem);
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
