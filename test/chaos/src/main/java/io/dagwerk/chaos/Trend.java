package io.dagwerk.chaos;

import java.util.List;

/// Where a series goes in its second half: the first has what is only loaded once. Pure.
///
/// @param mean of the second half
/// @param growth by which a straight line through the second half rises over it
record Trend(double mean, double growth) {
  /// A value at a time.
  record Point(double at, double value) {}

  /// @throws IllegalArgumentException for fewer than 4 points
  static Trend of(List<Point> points) {
    if (points.size() < 4) {
      throw new IllegalArgumentException("a trend needs 4 points, but found " + points.size());
    }
    List<Point> half = points.subList(points.size() / 2, points.size());
    double at = half.stream().mapToDouble(Point::at).average().orElseThrow();
    double mean = half.stream().mapToDouble(Point::value).average().orElseThrow();
    double above =
        half.stream().mapToDouble(point -> (point.at() - at) * (point.value() - mean)).sum();
    double below = half.stream().mapToDouble(point -> Math.pow(point.at() - at, 2)).sum();
    double length = half.getLast().at() - half.getFirst().at();
    return new Trend(mean, below == 0 ? 0 : above / below * length);
  }

  /// Whether it rises by no more than a part of what it is, and something for noise.
  boolean isFlat(double part, double noise) {
    return growth <= mean * part + noise;
  }
}
