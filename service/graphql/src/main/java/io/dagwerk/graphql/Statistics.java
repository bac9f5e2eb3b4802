package io.dagwerk.graphql;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// What a series of values comes to. Pure.
final class Statistics {
  /// How far back a value is compared.
  private static final Duration WINDOW = Duration.ofDays(14);

  /// From so many values on, there is something to compare with.
  private static final int LEAST = 3;

  private static final double HALF = 0.5;

  private Statistics() {}

  /// The value below which such a part of all lies, by the nearest rank; of an even number of
  /// values, the lower of the two in the middle is their median. Empty of none.
  ///
  /// @param part from 0 to 1
  static Optional<Double> quantile(List<Optional<Double>> values, double part) {
    return quantileOf(values.stream().flatMap(Optional::stream).sorted().toList(), part);
  }

  private static Optional<Double> quantileOf(List<Double> sorted, double part) {
    return sorted.isEmpty()
        ? Optional.empty()
        : Optional.of(sorted.get((int) Math.max(0, Math.ceil(part * sorted.size()) - 1)));
  }

  /// The places of the values that are more than twice the median of the 14 days before them.
  ///
  /// @param times of the values, in order
  static List<Integer> slow(List<Instant> times, List<Optional<Double>> values) {
    List<Integer> slow = new ArrayList<>();
    List<Double> sorted = new ArrayList<>();
    int oldest = 0;
    for (int i = 0; i < values.size(); i++) {
      Instant from = times.get(i).minus(WINDOW);
      while (oldest < i && times.get(oldest).isBefore(from)) {
        values.get(oldest).ifPresent(value -> sorted.remove(placeOf(sorted, value)));
        oldest++;
      }
      int place = i;
      Optional<Double> median = sorted.size() < LEAST ? Optional.empty() : quantileOf(sorted, HALF);
      values
          .get(i)
          .ifPresent(value -> {
            if (median.filter(usual -> usual > 0 && value > 2 * usual).isPresent()) {
              slow.add(place);
            }
            int found = Collections.binarySearch(sorted, value);
            sorted.add(found < 0 ? -found - 1 : found, value);
          });
    }
    return slow;
  }

  private static int placeOf(List<Double> sorted, double value) {
    return Collections.binarySearch(sorted, value);
  }
}
