package io.dagwerk.chaos;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Draws series as small charts one below the other, as SVG. Pure.
final class SoakPlot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 70;
  private static final int LEFT = 8;
  private static final int PITCH = 104;

  private SoakPlot() {}

  static String of(List<Sample> samples) {
    List<String> names = List.copyOf(samples.getLast().values().sequencedKeySet());
    StringBuilder svg =
        new StringBuilder(
            ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif'"
                    + " font-size='11'>\n")
                .formatted(WIDTH + 2 * LEFT, names.size() * PITCH));
    for (int i = 0; i < names.size(); i++) {
      svg.append(chart(names.get(i), Sample.series(samples, names.get(i)), i * PITCH));
    }
    return svg.append("</svg>\n").toString();
  }

  private static String chart(String name, List<Trend.Point> points, int top) {
    double most = points.stream().mapToDouble(Trend.Point::value).max().orElse(0);
    double least = points.stream().mapToDouble(Trend.Point::value).min().orElse(0);
    double scale = most <= 0 ? 1 : most * 1.1;
    double length = Math.max(1, points.getLast().at());
    String line =
        points.stream()
            .map(point ->
                number(LEFT + point.at() / length * WIDTH)
                    + ","
                    + number(top + 24 + HEIGHT - point.value() / scale * HEIGHT))
            .collect(Collectors.joining(" "));
    return """
    <text x='%d' y='%d'>%s: %s to %s</text>
    <rect x='%d' y='%d' width='%d' height='%d' fill='none' stroke='#bbb'/>
    <polyline points='%s' fill='none' stroke='#06c' stroke-width='1.2'/>
    """
        .formatted(
            LEFT, top + 18, name, number(least), number(most), LEFT, top + 24, WIDTH, HEIGHT, line);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
