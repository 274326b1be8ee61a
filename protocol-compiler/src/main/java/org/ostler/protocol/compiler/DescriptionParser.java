package org.ostler.protocol.compiler;

import org.jspecify.annotations.Nullable;
import org.ostler.protocol.compiler.Description.Member;
import org.ostler.protocol.compiler.Description.Operation;
import org.ostler.protocol.compiler.Description.Program;
import org.ostler.protocol.compiler.Description.Struct;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads one description file line by line. What a line means is told by its first word; an
/// indented line is a member of the structure or procedure above it. Comment lines right above a
/// structure or procedure are its documentation.
final class DescriptionParser {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final Pattern SETTING = Pattern.compile("(prefix|api)=([A-Za-z]*)");

    private final String file;
    private final List<Struct> structs = new ArrayList<>();
    private final List<Operation> operations = new ArrayList<>();
    private @Nullable String name;
    private @Nullable Program program;
    private @Nullable Block block;
    private List<String> comment = new ArrayList<>();
    private Place place;

    private DescriptionParser(String file) {
        this.file = file;
        place = new Place(file, 0);
    }

    /// @param file its name, for error messages
    static Description parse(String file, List<String> lines) {
        DescriptionParser parser = new DescriptionParser(file);
        for (int i = 0; i < lines.size(); i++) {
            parser.place = new Place(file, i + 1);
            parser.line(lines.get(i));
        }
        return parser.finish();
    }

    private void line(String line) {
        String text = line.strip();
        if (text.startsWith("#")) {
            comment.add(text.substring(1).strip());
            return;
        }
        if (text.isEmpty()) {
            comment = new ArrayList<>();
            return;
        }
        List<String> words = List.of(text.split("\\s+"));
        if (Character.isWhitespace(line.charAt(0))) {
            member(words);
        } else {
            closeBlock();
            statement(words);
        }
        comment = new ArrayList<>();
    }

    private void statement(List<String> words) {
        switch (words.getFirst()) {
            case "program" -> program(words);
            case "library" -> {
                expect(words, 2, "library NAME");
                setName(words.get(1));
            }
            case "from" -> from(words);
            case "struct" -> {
                expect(words, 2, "struct NAME");
                block = new Block(place, null, 0, checkedName(words.get(1)), List.of(), comment);
            }
            case "call", "event" -> {
                if (words.size() < 3) {
                    throw place.error("expected " + words.getFirst() + " NUMBER NAME attributes…");
                }
                block =
                        new Block(
                                place,
                                words.getFirst().equals("event"),
                                number(words.get(1), 1, 65535),
                                checkedName(words.get(2)),
                                words.subList(3, words.size()),
                                comment);
            }
            default ->
                    throw place.error(
                            "expected program, library, from, struct, call or event, found "
                                    + words.getFirst());
        }
    }

    private void program(List<String> words) {
        if (words.size() < 4) {
            throw place.error("expected program NAME NUMBER VERSION prefix=… api=…");
        }
        setName(words.get(1));
        String prefix = "";
        String api = "";
        for (String word : words.subList(4, words.size())) {
            Matcher setting = SETTING.matcher(word);
            if (!setting.matches()) {
                throw place.error("expected prefix=… or api=…, found " + word);
            }
            if (word.startsWith("prefix")) {
                prefix = setting.group(2);
            } else {
                api = setting.group(2);
            }
        }
        int number = number(words.get(2), 1, Integer.MAX_VALUE);
        int version = number(words.get(3), 1, Integer.MAX_VALUE);
        program = new Program(place, words.get(1), number, version, prefix, api, new TreeMap<>());
    }

    private void setName(String newName) {
        if (name != null) {
            throw place.error("a file describes one program or library; this one has " + name);
        }
        name = checkedName(newName);
    }

    private void from(List<String> words) {
        expect(words, 3, "from PREFIX NUMBER");
        String prefix = words.get(1).equals("*") ? "" : words.get(1);
        if (program == null) {
            throw place.error("'from' before 'program'");
        }
        if (program.errorDomains().put(prefix, number(words.get(2), 0, 999)) != null) {
            throw place.error("the error domain of " + words.get(1) + " is told twice");
        }
    }

    private void member(List<String> words) {
        if (block == null) {
            throw place.error("a member outside of a structure or procedure");
        }
        block.add(place, words);
    }

    private Description finish() {
        closeBlock();
        if (name == null) {
            throw new Place(file, 1).error("expected program or library");
        }
        return new Description(
                name, Optional.ofNullable(program), List.copyOf(structs), List.copyOf(operations));
    }

    private void closeBlock() {
        Block closing = block;
        block = null;
        if (closing == null) {
            return;
        }
        if (closing.event == null) {
            structs.add(
                    new Struct(
                            closing.place,
                            closing.name,
                            Names.className(closing.name),
                            List.copyOf(closing.comment),
                            closing.in));
        } else if (program == null) {
            throw closing.place.error("a procedure outside of a program");
        } else {
            operation(closing, closing.event, program);
        }
    }

    private void operation(Block closing, boolean event, Program owner) {
        String what = owner.name() + " " + closing.number + ", " + closing.name + ".";
        Optional<Struct> args =
                event
                        ? payload(closing, owner, "msg", "Content of event " + what, closing.in)
                        : payload(closing, owner, "args", "Arguments of " + what, closing.in);
        Optional<Struct> reply = payload(closing, owner, "ret", "Reply of " + what, closing.out);
        args.ifPresent(structs::add);
        reply.ifPresent(structs::add);
        operations.add(
                new Operation(
                        closing.place,
                        event,
                        closing.number,
                        closing.name,
                        Attributes.parse(closing.place, closing.attributes),
                        args,
                        reply));
    }

    private static Optional<Struct> payload(
            Block block, Program owner, String suffix, String title, List<Member> members) {
        if (members.isEmpty()) {
            return Optional.empty();
        }
        List<String> doc = new ArrayList<>();
        doc.add(title);
        if (!block.comment.isEmpty()) {
            doc.add("");
            doc.addAll(block.comment);
        }
        String prefix = owner.prefix().isEmpty() ? "" : owner.prefix() + "_";
        String name = (prefix + block.name + "_" + suffix).toLowerCase(Locale.ROOT);
        return Optional.of(
                new Struct(block.place, name, Names.className(name), List.copyOf(doc), members));
    }

    private void expect(List<String> words, int count, String form) {
        if (words.size() != count) {
            throw place.error("expected " + form);
        }
    }

    private String checkedName(String text) {
        if (!NAME.matcher(text).matches()) {
            throw place.error("not a name: " + text);
        }
        return text;
    }

    private int number(String text, int min, int max) {
        try {
            int number = Integer.decode(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // told below
        }
        throw place.error("expected a number from " + min + " to " + max + ", found " + text);
    }

    /// A structure or procedure whose members are being read.
    private static final class Block {
        final Place place;
        final @Nullable Boolean event;
        final int number;
        final String name;
        final List<String> attributes;
        final List<String> comment;
        final List<Member> in = new ArrayList<>();
        final List<Member> out = new ArrayList<>();

        Block(
                Place place,
                @Nullable Boolean event,
                int number,
                String name,
                List<String> attributes,
                List<String> comment) {
            this.place = place;
            this.event = event;
            this.number = number;
            this.name = name;
            this.attributes = attributes;
            this.comment = comment;
        }

        void add(Place at, List<String> words) {
            boolean call = event != null && !event;
            if (words.size() != (call ? 3 : 2)) {
                throw at.error("expected " + (call ? "in|out NAME TYPE" : "NAME TYPE"));
            }
            String name = words.get(words.size() - 2);
            if (!NAME.matcher(name).matches()) {
                throw at.error("not a name: " + name);
            }
            Member member = new Member(at, name, MemberTypes.parse(at, words.getLast()));
            if (!call || words.getFirst().equals("in")) {
                in.add(member);
            } else if (words.getFirst().equals("out")) {
                out.add(member);
            } else {
                throw at.error("expected in or out, found " + words.getFirst());
            }
        }
    }
}
