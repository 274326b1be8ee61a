package org.ostler.protocol.compiler;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// One description file after parsing: a program with its procedures, or a library of structures.
///
/// @param name the program's or library's name
/// @param program empty for a library
/// @param structs structures in the order of the file, those of procedures' payloads included
record Description(
        String name, Optional<Program> program, List<Struct> structs, List<Operation> operations) {

    /// What a program line tells.
    ///
    /// @param prefix what the names of its payload records begin with
    /// @param api what its function names begin with
    record Program(
            Place place,
            String name,
            int number,
            int version,
            String prefix,
            String api,
            TreeMap<String, Integer> errorDomains) {}

    /// A structure.
    ///
    /// @param name as members refer to it
    /// @param className the record's name
    /// @param doc the record's documentation, one element a line
    record Struct(
            Place place, String name, String className, List<String> doc, List<Member> members) {}

    /// A member of a structure.
    record Member(Place place, String name, MemberType type) {}

    /// A procedure.
    ///
    /// @param args empty if it takes no arguments
    /// @param reply empty if it answers nothing
    record Operation(
            Place place,
            boolean event,
            int number,
            String name,
            Attributes attributes,
            Optional<Struct> args,
            Optional<Struct> reply) {}
}
