package org.ostler.daemon.rpc;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// Inputs that a fuzzer found worth keeping, because the daemon did something new with them; later
/// inputs are made from them.
///
/// What "something new" is, is a text: an answer with everything that varies taken out, so that
/// each refusal of the daemon's counts once. Confined to one thread.
final class Corpus<T> {
    private static final int KEPT_MAX = 1000;

    /// What depends on the input: numbers, and everything from the first quotation on.
    private static final Pattern VARIABLE = Pattern.compile("\\d+|['\"<\u201c].*", Pattern.DOTALL);

    private static final int SHAPE_CHARS = 120;

    private final Mutator mutator;
    private final List<T> kept = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    Corpus(Mutator mutator, List<T> seeds) {
        this.mutator = mutator;
        kept.addAll(seeds);
    }

    /// The next input: now and then a fresh one, mostly one that is kept, changed.
    T next(Supplier<T> fresh, UnaryOperator<T> change) {
        return kept.isEmpty() || mutator.oneIn(4) ? fresh.get() : change.apply(mutator.oneOf(kept));
    }

    /// Tells what came of an input.
    ///
    /// @param outcome an answer or the like; numbers in it do not count, nor what comes after the
    ///   first quotation mark
    void learn(T input, String outcome) {
        String shape = VARIABLE.matcher(outcome).replaceAll("#");
        if (seen.add(shape.substring(0, Math.min(shape.length(), SHAPE_CHARS)))) {
            if (kept.size() < KEPT_MAX) {
                kept.add(input);
            } else {
                kept.set(mutator.below(KEPT_MAX), input);
            }
        }
    }

    /// How many different things have been seen.
    int size() {
        return seen.size();
    }
}
