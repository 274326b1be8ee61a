package org.ostler.model;

import java.util.List;

/// What came out of a text: the value, and what was kept in it without being understood.
public record Parsed<T>(T spec, List<Remark> remarks) {
    public Parsed {
        remarks = List.copyOf(remarks);
    }
}
