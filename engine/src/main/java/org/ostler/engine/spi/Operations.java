package org.ostler.engine.spi;

import org.ostler.api.Console;
import org.ostler.api.ConsoleFlag;
import org.ostler.api.Conversion;
import org.ostler.api.DomainCapabilitiesRequest;
import org.ostler.api.DomainCounters;
import org.ostler.api.DomainState;
import org.ostler.api.DomainStatistics;
import org.ostler.api.Flag;
import org.ostler.api.NativeFormat;
import org.ostler.api.NodeMemory;
import org.ostler.api.NodeProcessors;
import org.ostler.api.Operation;
import org.ostler.api.StatisticsGroup;
import org.ostler.api.StatisticsRequest;
import org.ostler.model.DomainSpec;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// Where a driver registers what it can do. What is not registered is refused with `NO_SUPPORT`.
public interface Operations {
    /// An operation that changes a guest. It runs as a job: one at a time for each domain, on a
    /// virtual thread.
    ///
    /// A handler registered for [Operation#DOMAIN_START] also serves [Operation#DOMAIN_CREATE],
    /// with the terms registered for that. One registered for [Operation#DOMAIN_UNDEFINE] or
    /// [Operation#DOMAIN_SET_AUTOSTART] runs before the engine's own part and may refuse.
    <F extends Enum<F> & Flag> void change(
            Operation operation, Terms<F> terms, ChangeHandler<F> handler);

    /// An operation that the engine does by itself (define, undefine, create, autostart, plan …),
    /// on these terms.
    <F extends Enum<F> & Flag> void allow(Operation operation, Terms<F> terms);

    /// Reads configurations of that format as descriptions. Pure; runs on the caller's thread.
    ///
    /// The reader throws [org.ostler.model.SpecException] where the configuration is wrong.
    void reads(NativeFormat format, Function<String, Conversion<DomainSpec>> reader);

    /// Writes descriptions as configurations of that format. Pure; runs on the caller's thread.
    void writes(NativeFormat format, Function<DomainSpec, Conversion<String>> writer);

    /// The native form of this driver's plans is of that format.
    void plansAre(NativeFormat format);

    /// Opens consoles. Runs outside of jobs.
    void console(Terms<ConsoleFlag> terms, ConsoleHandler handler);

    /// Reads what the layer below counts. Runs outside of jobs, on the caller's thread; must answer
    /// within half a second.
    void counters(CountersHandler handler);

    /// Reads these groups of statistics. Runs outside of jobs, on a thread of the caller's; must
    /// answer within half a second, and at once where the request says so.
    void statistics(Set<StatisticsGroup> groups, StatisticsHandler handler);

    /// Reads what the host's processors have done. Runs on the caller's thread; must answer at
    /// once.
    void processors(Supplier<NodeProcessors> handler);

    /// Tells which guests a request for domain capabilities is about. Runs on the caller's thread;
    /// may look at the host. The engine finds out by [Driver#plan] what such guests can have.
    ///
    /// The handler throws [org.ostler.api.Fault] (`INVALID_ARG`) where it runs no such guests.
    void platforms(Function<DomainCapabilitiesRequest, GuestPlatform> handler);

    /// Reads the host's memory. Runs on the caller's thread; must answer within half a second.
    void memory(Supplier<NodeMemory> handler);

    /// Changes a guest.
    ///
    /// @param <F> the call's flags
    @FunctionalInterface
    interface ChangeHandler<F> {
        /// Does it, or throws and leaves the guest as it was. Reports what became of the guest
        /// through `guest` before it returns.
        ///
        /// Where a call below did not answer in time and may have taken effect, it throws a
        /// [org.ostler.api.Fault] with `outcomeUnknown`; the engine then refuses further changes of
        /// this guest, but for destroying it, until the driver reports its state again.
        void handle(Guest guest, Set<F> flags, JobControl job) throws InterruptedException;
    }

    /// Opens a console.
    @FunctionalInterface
    interface ConsoleHandler {
        Console open(Guest guest, Console.Request request);
    }

    /// Reads counters.
    @FunctionalInterface
    interface CountersHandler {
        DomainCounters read(Guest guest);
    }

    /// Reads statistics.
    @FunctionalInterface
    interface StatisticsHandler {
        /// Adds what is known of a guest that runs, or did a moment ago; the engine itself tells
        /// the state. What the layer below does not deliver in time is left out, not thrown.
        ///
        /// @param request what is wanted; its groups are among those that were registered
        void read(Guest guest, StatisticsRequest request, DomainStatistics.Builder into);
    }

    /// On what terms an operation is taken.
    ///
    /// @param flags the flags that it takes
    /// @param states the states in which it is allowed; empty for every state
    /// @param conditions what must hold besides, checked before the handler is called
    /// @param cancellable whether its job can be cancelled before its point of no return
    record Terms<F extends Flag>(
            Set<F> flags,
            Set<DomainState> states,
            List<Condition> conditions,
            boolean cancellable) {
        public Terms {
            flags = Set.copyOf(flags);
            states = Set.copyOf(states);
            conditions = List.copyOf(conditions);
        }

        /// No flags; any of these states.
        public static <F extends Flag> Terms<F> in(DomainState... states) {
            return new Terms<>(Set.of(), Set.of(states), List.of(), false);
        }

        /// The same with these flags as well.
        public Terms<F> flags(Set<F> taken) {
            return new Terms<>(taken, states, conditions, cancellable);
        }

        /// The same with this condition as well.
        public Terms<F> when(Condition condition) {
            return new Terms<>(flags, states, List.of(condition), cancellable);
        }

        /// The same, and its job can be cancelled.
        public Terms<F> withCancel() {
            return new Terms<>(flags, states, conditions, true);
        }
    }
}
