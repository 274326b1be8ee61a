package org.ostler.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the rounds brought: for each figure and side a value per round.
///
/// Owned by the thread that runs the scenarios.
public final class Ledger {
    private final Map<Figure, Map<Side, List<Double>>> rounds = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();

    /// Adds the value of one round, in the figure's unit.
    void add(Figure figure, Side side, double value) {
        rounds.computeIfAbsent(figure, f -> new EnumMap<>(Side.class))
                .computeIfAbsent(side, s -> new ArrayList<>())
                .add(value);
    }

    /// A sentence that belongs under the table.
    void remark(String sentence) {
        if (!remarks.contains(sentence)) {
            remarks.add(sentence);
        }
    }

    /// The sentences, in the order of [#remark].
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    /// The median of the rounds; empty when there was none.
    public Optional<Double> median(Figure figure, Side side) {
        List<Double> values = rounds.getOrDefault(figure, Map.of()).getOrDefault(side, List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(Samples.median(values));
    }

    /// Ostler's median divided by libvirtd's; empty unless both were measured.
    public Optional<Double> ratio(Figure figure) {
        Optional<Double> libvirtd = median(figure, Side.LIBVIRTD).filter(value -> value > 0);
        return median(figure, Side.OSTLER).flatMap(ostler -> libvirtd.map(other -> ostler / other));
    }

    /// The smallest and the largest ratio of any one round.
    public record Range(double least, double most) {}

    /// How much the machine wavered; empty unless both sides were measured in the same rounds.
    public Optional<Range> ratioRange(Figure figure) {
        Map<Side, List<Double>> both = rounds.getOrDefault(figure, Map.of());
        List<Double> ostler = both.getOrDefault(Side.OSTLER, List.of());
        List<Double> libvirtd = both.getOrDefault(Side.LIBVIRTD, List.of());
        if (ostler.isEmpty() || ostler.size() != libvirtd.size() || libvirtd.contains(0.0)) {
            return Optional.empty();
        }
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int i = 0; i < ostler.size(); i++) {
            double ratio = ostler.get(i) / libvirtd.get(i);
            least = Math.min(least, ratio);
            most = Math.max(most, ratio);
        }
        return Optional.of(new Range(least, most));
    }
}
