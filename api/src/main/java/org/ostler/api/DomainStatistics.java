package org.ostler.api;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What is counted of one domain at this moment, by groups.
///
/// A group is empty where it was not asked for, where the driver does not have it, or where the
/// layer below did not deliver it in time; nothing is ever an older value than the answers that
/// were shared with whoever asked at the same time (see the driver). Immutable.
///
/// @param domain whom it is about
/// @param state what it does
/// @param cpu its processor time; only while it runs
/// @param memory its memory
/// @param vcpus its virtual processors
/// @param interfaces its network cards, in the order of its description
/// @param blocks its disks, in the order of its description
/// @param ioThreads the threads that serve its disks
public record DomainStatistics(
        DomainRef domain,
        Optional<StateReason> state,
        Optional<Cpu> cpu,
        Optional<Memory> memory,
        Optional<Vcpus> vcpus,
        Optional<List<Interface>> interfaces,
        Optional<List<Block>> blocks,
        Optional<List<IoThread>> ioThreads) {
    public DomainStatistics {
        Objects.requireNonNull(domain);
        interfaces = interfaces.map(List::copyOf);
        blocks = blocks.map(List::copyOf);
        ioThreads = ioThreads.map(List::copyOf);
    }

    /// Begins with nothing but whom it is about.
    public static Builder of(DomainRef domain) {
        return new Builder(domain);
    }

    /// The disk that a caller means by the name of its target or its path.
    public Optional<Block> block(String name) {
        return blocks.orElse(List.of()).stream()
                .filter(b -> b.name().equals(name) || b.path().equals(Optional.of(name)))
                .findFirst();
    }

    /// Processor time since the guest started, in nanoseconds.
    ///
    /// @param timeNanos all of it
    /// @param userNanos outside of the kernel
    /// @param systemNanos inside of the kernel
    public record Cpu(OptionalLong timeNanos, OptionalLong userNanos, OptionalLong systemNanos) {}

    /// Memory, in KiB.
    ///
    /// @param maximumKib the most that it can have
    /// @param counters what is known besides, [MemoryCounter#ACTUAL] included
    public record Memory(OptionalLong maximumKib, Map<MemoryCounter, Long> counters) {
        public Memory {
            counters = frozen(MemoryCounter.class, counters);
        }
    }

    /// Virtual processors.
    ///
    /// @param current how many are online, or will be at the start
    /// @param maximum how many there can be
    /// @param each those of which something is known
    public record Vcpus(int current, int maximum, List<Vcpu> each) {
        public Vcpus {
            each = List.copyOf(each);
        }
    }

    /// A network card.
    ///
    /// @param name the host's device; empty where it has none
    /// @param traffic what went through it; empty where nobody counts
    public record Interface(String name, Optional<Traffic> traffic) {}

    /// What went through a network card since it was made; received is what the guest received.
    public record Traffic(
            long receivedBytes,
            long receivedPackets,
            long receiveErrors,
            long receiveDrops,
            long sentBytes,
            long sentPackets,
            long sendErrors,
            long sendDrops) {}

    /// A disk, or an image that it is based on.
    ///
    /// @param name the target's name, e.g. `vda`
    /// @param path the file or device on the host
    /// @param backingIndex how deep in the chain of images, where that was asked for
    public record Block(
            String name,
            Optional<String> path,
            OptionalInt backingIndex,
            Map<BlockCounter, Long> counters) {
        public Block {
            counters = frozen(BlockCounter.class, counters);
        }

        /// One counter, where it is known.
        public OptionalLong counter(BlockCounter which) {
            Long value = counters.get(which);
            return value == null ? OptionalLong.empty() : OptionalLong.of(value);
        }
    }

    /// A thread that serves disks.
    ///
    /// @param id its number, from 1
    /// @param pollMaxNanos how long it polls at the most, in nanoseconds
    /// @param pollGrow by what the time of polling grows; 0: as the hypervisor sees fit
    /// @param pollShrink by what it shrinks; 0: as the hypervisor sees fit
    public record IoThread(
            int id, OptionalLong pollMaxNanos, OptionalLong pollGrow, OptionalLong pollShrink) {}

    private static <K extends Enum<K>> Map<K, Long> frozen(Class<K> type, Map<K, Long> counters) {
        if (counters.isEmpty()) {
            return Map.of();
        }
        EnumMap<K, Long> copy = new EnumMap<>(type);
        copy.putAll(counters);
        return Collections.unmodifiableMap(copy);
    }

    /// Collects the groups of one domain; confined to one thread.
    public static final class Builder {
        private final DomainRef domain;
        private Optional<StateReason> state = Optional.empty();
        private Optional<Cpu> cpu = Optional.empty();
        private Optional<Memory> memory = Optional.empty();
        private Optional<Vcpus> vcpus = Optional.empty();
        private Optional<List<Interface>> interfaces = Optional.empty();
        private Optional<List<Block>> blocks = Optional.empty();
        private Optional<List<IoThread>> ioThreads = Optional.empty();

        private Builder(DomainRef domain) {
            this.domain = domain;
        }

        /// Sets the state.
        public Builder state(StateReason value) {
            state = Optional.of(value);
            return this;
        }

        /// Sets the processor time.
        public Builder cpu(Cpu value) {
            cpu = Optional.of(value);
            return this;
        }

        /// Sets the memory.
        public Builder memory(Memory value) {
            memory = Optional.of(value);
            return this;
        }

        /// Sets the virtual processors.
        public Builder vcpus(Vcpus value) {
            vcpus = Optional.of(value);
            return this;
        }

        /// Sets the network cards.
        public Builder interfaces(List<Interface> value) {
            interfaces = Optional.of(value);
            return this;
        }

        /// Sets the disks.
        public Builder blocks(List<Block> value) {
            blocks = Optional.of(value);
            return this;
        }

        /// Sets the threads that serve disks.
        public Builder ioThreads(List<IoThread> value) {
            ioThreads = Optional.of(value);
            return this;
        }

        /// What was set so far.
        public DomainStatistics build() {
            return new DomainStatistics(
                    domain, state, cpu, memory, vcpus, interfaces, blocks, ioThreads);
        }
    }
}
