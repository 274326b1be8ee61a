package org.ostler.wire;

import org.jspecify.annotations.Nullable;
import org.ostler.api.BlockCounter;
import org.ostler.api.DomainRef;
import org.ostler.api.DomainState;
import org.ostler.api.DomainStatistics;
import org.ostler.api.DomainStatistics.Block;
import org.ostler.api.DomainStatistics.Cpu;
import org.ostler.api.DomainStatistics.Interface;
import org.ostler.api.DomainStatistics.IoThread;
import org.ostler.api.DomainStatistics.Memory;
import org.ostler.api.DomainStatistics.Traffic;
import org.ostler.api.DomainStatistics.Vcpus;
import org.ostler.api.MemoryCounter;
import org.ostler.api.StateReason;
import org.ostler.api.Vcpu;
import org.ostler.wire.protocol.TypedParam;
import org.ostler.wire.protocol.TypedValue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// One domain's statistics as a server tells them, by name; names that this version does not know
/// are passed over. Confined to one thread.
final class StatisticsParams {
    private final Map<String, TypedValue> values = new HashMap<>();

    /// The most entries that a list within can have: there is no more than one parameter each.
    private final int bound;

    StatisticsParams(List<TypedParam> params) {
        params.forEach(param -> values.put(param.field(), param.value()));
        bound = params.size();
    }

    DomainStatistics of(DomainRef domain) {
        DomainStatistics.Builder into = DomainStatistics.of(domain);
        if (number("state.state").isPresent()) {
            into.state(StateReason.of(DomainState.of(small("state.state")), small("state.reason")));
        }
        Cpu cpu = new Cpu(number("cpu.time"), number("cpu.user"), number("cpu.system"));
        if (cpu.timeNanos().isPresent()) {
            into.cpu(cpu);
        }
        Memory memory = memory();
        if (memory.maximumKib().isPresent() || !memory.counters().isEmpty()) {
            into.memory(memory);
        }
        if (number("vcpu.maximum").isPresent()) {
            into.vcpus(new Vcpus(small("vcpu.current"), small("vcpu.maximum"), vcpus()));
        }
        if (number("net.count").isPresent()) {
            into.interfaces(interfaces());
        }
        if (number("block.count").isPresent()) {
            into.blocks(blocks());
        }
        if (number("iothread.count").isPresent()) {
            into.ioThreads(ioThreads());
        }
        return into.build();
    }

    private OptionalLong number(String name) {
        @Nullable TypedValue value = values.get(name);
        return switch (value) {
            case null -> OptionalLong.empty();
            case TypedValue.IntValue(int n) -> OptionalLong.of(n);
            case TypedValue.UIntValue u -> OptionalLong.of(u.unsigned());
            case TypedValue.LongValue(long n) -> OptionalLong.of(n);
            case TypedValue.ULongValue(long n) -> OptionalLong.of(n);
            case TypedValue.DoubleValue(double d) -> OptionalLong.of((long) d);
            case TypedValue.BooleanValue(boolean b) -> OptionalLong.of(b ? 1 : 0);
            case TypedValue.TextValue _ -> OptionalLong.empty();
        };
    }

    private int small(String name) {
        return (int) number(name).orElse(0);
    }

    private Optional<String> text(String name) {
        return values.get(name) instanceof TypedValue.TextValue(String text)
                ? Optional.of(text)
                : Optional.empty();
    }

    private int count(String name) {
        return Math.clamp(number(name).orElse(0), 0, bound);
    }

    private Memory memory() {
        Map<MemoryCounter, Long> counters = new EnumMap<>(MemoryCounter.class);
        for (MemoryCounter counter : MemoryCounter.values()) {
            number("balloon." + counter.word()).ifPresent(n -> counters.put(counter, n));
        }
        return new Memory(number("balloon.maximum"), counters);
    }

    private List<Vcpu> vcpus() {
        List<Vcpu> vcpus = new ArrayList<>();
        int most = count("vcpu.maximum");
        for (int i = 0; i < most; i++) {
            String prefix = "vcpu." + i;
            if (number(prefix + ".state").isPresent()) {
                vcpus.add(
                        new Vcpu(
                                i,
                                Vcpu.State.of(small(prefix + ".state")),
                                number(prefix + ".time"),
                                number(prefix + ".delay"),
                                OptionalInt.empty(),
                                List.of()));
            }
        }
        return vcpus;
    }

    private List<Interface> interfaces() {
        List<Interface> cards = new ArrayList<>();
        int count = count("net.count");
        for (int i = 0; i < count; i++) {
            String prefix = "net." + i;
            cards.add(new Interface(text(prefix + ".name").orElse(""), traffic(prefix)));
        }
        return cards;
    }

    private Optional<Traffic> traffic(String prefix) {
        OptionalLong received = number(prefix + ".rx.bytes");
        if (received.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Traffic(
                        received.getAsLong(),
                        number(prefix + ".rx.pkts").orElse(0),
                        number(prefix + ".rx.errs").orElse(0),
                        number(prefix + ".rx.drop").orElse(0),
                        number(prefix + ".tx.bytes").orElse(0),
                        number(prefix + ".tx.pkts").orElse(0),
                        number(prefix + ".tx.errs").orElse(0),
                        number(prefix + ".tx.drop").orElse(0)));
    }

    private List<Block> blocks() {
        List<Block> disks = new ArrayList<>();
        int count = count("block.count");
        for (int i = 0; i < count; i++) {
            String prefix = "block." + i + ".";
            Map<BlockCounter, Long> counters = new EnumMap<>(BlockCounter.class);
            for (BlockCounter counter : BlockCounter.values()) {
                number(prefix + counter.word()).ifPresent(n -> counters.put(counter, n));
            }
            OptionalLong depth = number(prefix + "backingIndex");
            disks.add(
                    new Block(
                            text(prefix + "name").orElse(""),
                            text(prefix + "path"),
                            depth.isPresent()
                                    ? OptionalInt.of((int) depth.getAsLong())
                                    : OptionalInt.empty(),
                            counters));
        }
        return disks;
    }

    /// Their numbers need not be consecutive.
    private List<IoThread> ioThreads() {
        List<IoThread> threads = new ArrayList<>();
        String suffix = ".poll-max-ns";
        for (String name : values.keySet()) {
            if (name.startsWith("iothread.") && name.endsWith(suffix)) {
                String prefix = name.substring(0, name.length() - suffix.length());
                String id = prefix.substring("iothread.".length());
                if (id.matches("\\d{1,9}")) {
                    threads.add(
                            new IoThread(
                                    Integer.parseInt(id),
                                    number(name),
                                    number(prefix + ".poll-grow"),
                                    number(prefix + ".poll-shrink")));
                }
            }
        }
        threads.sort(Comparator.comparingInt(IoThread::id));
        return threads;
    }
}
