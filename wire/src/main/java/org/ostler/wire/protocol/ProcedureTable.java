package org.ostler.wire.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The procedures of one program, found by number in constant time. Immutable.
public final class ProcedureTable {

    private final String name;
    private final int program;
    private final int version;
    private final List<Procedure<?, ?>> all;
    private final List<Optional<Procedure<?, ?>>> byNumber;

    ProcedureTable(String name, int program, int version, Procedure<?, ?>... procedures) {
        this.name = name;
        this.program = program;
        this.version = version;
        all = List.of(procedures);
        int highest = 0;
        for (Procedure<?, ?> procedure : procedures) {
            highest = Math.max(highest, procedure.number());
        }
        List<Optional<Procedure<?, ?>>> table = new ArrayList<>(highest + 1);
        for (int number = 0; number <= highest; number++) {
            table.add(Optional.empty());
        }
        for (Procedure<?, ?> procedure : procedures) {
            table.set(procedure.number(), Optional.of(procedure));
        }
        byNumber = List.copyOf(table);
    }

    /// The program's name in the description, as `remote`.
    public String name() {
        return name;
    }

    /// The program's number on the wire.
    public int program() {
        return program;
    }

    /// The program's version on the wire.
    public int version() {
        return version;
    }

    /// The procedure with this number; empty for any number that the program does not have.
    public Optional<Procedure<?, ?>> find(int number) {
        return number >= 0 && number < byNumber.size() ? byNumber.get(number) : Optional.empty();
    }

    /// All procedures by number.
    public List<Procedure<?, ?>> all() {
        return all;
    }
}
