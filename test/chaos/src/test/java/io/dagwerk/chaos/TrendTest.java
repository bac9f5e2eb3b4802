package io.dagwerk.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Whether a series goes up.
class TrendTest {
  private static Trend of(DoubleUnaryOperator value) {
    return Trend.of(
        IntStream.range(0, 100).mapToObj(i -> new Trend.Point(i, value.applyAsDouble(i))).toList());
  }

  @Test
  void whatIsLoadedOnceDoesNotCount() {
    assertThat(of(at -> Math.min(at, 40)).isFlat(0.1, 0)).isTrue();
  }

  @Test
  void whatGoesUpAndDownIsFlat() {
    assertThat(of(at -> 100 + 20 * Math.sin(at)).isFlat(0.1, 0)).isTrue();
  }

  @Test
  void whatGrowsSlowlyInNoiseIsSeen() {
    Trend trend = of(at -> 100 + at / 2 + 5 * Math.sin(at));

    assertThat(trend.growth()).isBetween(22.0, 28.0);
    assertThat(trend.isFlat(0.1, 4)).isFalse();
  }

  @Test
  void aFewPointsAreNoTrend() {
    assertThatThrownBy(() -> Trend.of(List.of(new Trend.Point(0, 1))))
        .hasMessage("a trend needs 4 points, but found 1");
  }
}
