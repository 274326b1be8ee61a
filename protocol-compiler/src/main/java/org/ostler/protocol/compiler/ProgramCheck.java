package org.ostler.protocol.compiler;

import org.ostler.protocol.compiler.Description.Operation;
import org.ostler.protocol.compiler.Description.Program;
import org.ostler.protocol.compiler.Description.Struct;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Checks what a program's procedures say, beyond the structures.
final class ProgramCheck {

    private ProgramCheck() {}

    /// @throws DescriptionException at the first thing that is wrong
    static void check(List<Description> descriptions) {
        Map<Integer, Program> programs = new HashMap<>();
        for (Description description : descriptions) {
            description
                    .program()
                    .ifPresent(
                            program -> {
                                Program earlier = programs.put(program.number(), program);
                                if (earlier != null) {
                                    throw program.place().error("same number as " + earlier.name());
                                }
                                check(program, description.operations());
                            });
        }
    }

    private static void check(Program program, List<Operation> operations) {
        if (!program.errorDomains().containsKey("")) {
            throw program.place().error("no default error domain: 'from * NUMBER'");
        }
        Map<String, Operation> byName = new HashMap<>();
        Operation previous = null;
        for (Operation operation : operations) {
            if (previous != null && operation.number() <= previous.number()) {
                throw operation
                        .place()
                        .error("number " + operation.number() + " after " + previous.number());
            }
            if (byName.put(operation.name(), operation) != null) {
                throw operation.place().error(operation.name() + " twice");
            }
            check(operation);
            previous = operation;
        }
        operations.forEach(ProgramCheck::checkPermissions);
    }

    /// A call that anybody may make says so: leaving the permissions out is a mistake, never a
    /// permission.
    private static void checkPermissions(Operation operation) {
        if (!operation.event() && !operation.attributes().has("acl")) {
            throw operation
                    .place()
                    .error("no permission: 'acl=OBJECT:ACTION,…', or 'acl=none' for everybody");
        }
    }

    private static void check(Operation operation) {
        Attributes attributes = operation.attributes();
        if (operation.event() && !attributes.values().isEmpty()) {
            throw operation.place().error("an event has no attributes");
        }
        Set<String> members =
                operation.args().stream()
                        .map(Struct::members)
                        .flatMap(List::stream)
                        .filter(member -> member.type() instanceof MemberType.Scalar)
                        .map(Description.Member::name)
                        .collect(Collectors.toSet());
        Stream<String> needed =
                Stream.concat(
                        attributes.conditionMembers().stream(),
                        attributes.has("sparse") ? Stream.of("flags") : Stream.empty());
        needed.filter(name -> !members.contains(name))
                .findFirst()
                .ifPresent(
                        name -> {
                            throw operation
                                    .place()
                                    .error("no whole-number argument called " + name);
                        });
        if (attributes.has("ro") && attributes.has("rw")) {
            throw operation.place().error("both ro and rw");
        }
        if (attributes.has("sparse") && !attributes.has("stream")) {
            throw operation.place().error("sparse without a stream");
        }
    }
}
