package org.ostler.driver.test;

import org.ostler.api.Conversion;
import org.ostler.api.Conversion.Remark;
import org.ostler.model.Disk;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainType;
import org.ostler.model.Memory;
import org.ostler.model.NetworkInterface;
import org.ostler.model.OsSpec;
import org.ostler.model.SpecException;
import org.ostler.model.VcpuSpec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The command line of a program that does not exist, one argument on each line: what a guest is on
/// the test driver. Pure.
final class TestCommandLine {
    private TestCommandLine() {}

    static String write(DomainSpec spec) {
        List<String> arguments = new ArrayList<>();
        arguments.add(spec.devices().emulator().orElse(TestHost.EMULATOR));
        arguments.add("--name=" + quote(spec.name()));
        spec.uuid().ifPresent(uuid -> arguments.add("--uuid=" + uuid));
        arguments.add("--memory-kib=" + spec.memory().kib());
        arguments.add("--vcpus=" + spec.vcpu().count());
        spec.os().kernel().ifPresent(kernel -> arguments.add("--kernel=" + quote(kernel)));
        for (Disk disk : spec.devices().disks()) {
            arguments.add("--disk=" + quote(disk.target().dev()));
        }
        for (NetworkInterface card : spec.devices().interfaces()) {
            card.mac().ifPresent(mac -> arguments.add("--card=" + mac));
        }
        return String.join("\n", arguments);
    }

    private static String quote(String argument) {
        return argument.matches("[A-Za-z0-9._/:,+=-]+")
                ? argument
                : "'" + argument.replace("'", "'\\''") + "'";
    }

    /// The guest of a command line, but for its disks and cards: it says too little of these.
    static Conversion<DomainSpec> read(String text) {
        return new Reader().read(text);
    }

    /// Used for one text on one thread.
    private static final class Reader {
        private final List<Remark> remarks = new ArrayList<>();
        private int line;
        private Optional<String> name = Optional.empty();
        private Optional<UUID> uuid = Optional.empty();
        private long memoryKib;
        private int vcpus = 1;
        private Optional<String> kernel = Optional.empty();

        Conversion<DomainSpec> read(String text) {
            for (String argument : text.lines().toList()) {
                line++;
                if (line > 1) {
                    argument(argument);
                } else if (argument.startsWith("--")) {
                    throw wrong("the program is missing", "a program, and its options behind it");
                }
            }
            line = 0;
            if (memoryKib <= 0) {
                throw wrong("--memory-kib is missing", "a number greater than 0");
            }
            DomainSpec spec =
                    DomainSpec.of(
                            DomainType.TEST,
                            name.orElseThrow(() -> wrong("--name is missing", "")),
                            Memory.ofKib(memoryKib),
                            VcpuSpec.of(vcpus),
                            OsSpec.HVM.withKernel(kernel));
            return new Conversion<>(uuid.map(spec::withUuid).orElse(spec), remarks);
        }

        private void argument(String argument) {
            int equals = argument.indexOf('=');
            String option = equals < 0 ? argument : argument.substring(0, equals);
            String value = equals < 0 ? "" : unquoted(argument.substring(equals + 1));
            try {
                take(option, value);
            } catch (IllegalArgumentException e) {
                throw wrong(option + " has the impossible value '" + value + "'", "");
            }
        }

        private void take(String option, String value) {
            switch (option) {
                case "--name" -> name = Optional.of(named(value));
                case "--uuid" -> uuid = Optional.of(UUID.fromString(value));
                case "--memory-kib" -> memoryKib = Long.parseLong(value);
                case "--vcpus" -> vcpus = VcpuSpec.of(Integer.parseInt(value)).count();
                case "--kernel" -> kernel = Optional.of(value);
                case "--disk", "--card" ->
                        remarks.add(
                                new Remark(
                                        Remark.Kind.LOST,
                                        line,
                                        1,
                                        option,
                                        "the command line says too little of it"));
                default -> throw wrong("unknown option '" + option + "'", "");
            }
        }

        private static String named(String name) {
            if (name.isEmpty() || name.indexOf('/') >= 0) {
                throw new IllegalArgumentException(name);
            }
            return name;
        }

        private static String unquoted(String word) {
            return word.length() >= 2 && word.startsWith("'") && word.endsWith("'")
                    ? word.substring(1, word.length() - 1).replace("'\\''", "'")
                    : word;
        }

        private SpecException wrong(String problem, String expected) {
            return new SpecException(
                    SpecException.Kind.CONTENT, line, line > 0 ? 1 : 0, "", problem, expected);
        }
    }
}
