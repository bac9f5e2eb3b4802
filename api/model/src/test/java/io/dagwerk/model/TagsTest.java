package io.dagwerk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TagsTest {
  @Test
  void aStructuredValueIsItsJsonText() {
    Map<String, @Nullable Object> value = new LinkedHashMap<>();
    value.put("x", 1);
    value.put("list", List.of("a", true, 2.5, Map.of()));
    value.put("huge", BigInteger.TWO.pow(70));
    value.put("exact", new BigDecimal("1.50"));
    value.put("none", null);

    assertThat(Tags.json("limits", Map.of("x", 1))).isEqualTo("{\"x\": 1}");
    assertThat(Tags.json("limits", value))
        .isEqualTo(
            "{\"exact\": 1.50, \"huge\": 1180591620717411303424,"
                + " \"list\": [\"a\", true, 2.5, {}], \"none\": null, \"x\": 1}");
  }

  @Test
  void equalValuesAreEqualTextsWhateverTheOrderOfTheirEntries() {
    Map<String, Integer> oneWay = new LinkedHashMap<>();
    oneWay.put("a", 1);
    oneWay.put("b", 2);
    Map<String, Integer> otherWay = new LinkedHashMap<>();
    otherWay.put("b", 2);
    otherWay.put("a", 1);

    assertThat(Tags.json("tag", Map.of("in", oneWay)))
        .isEqualTo(Tags.json("tag", Map.of("in", otherWay)));
  }

  @ParameterizedTest
  @MethodSource("whatJsonCannotSay")
  void whatJsonCannotSayIsRefusedWithItsPlace(Object value, String found) {
    assertThatThrownBy(() -> Tags.json("limits", Map.of("list", List.of("a", value))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the value of tag 'limits' is stored as JSON, which has texts, finite numbers, booleans,"
                + " lists and maps with text keys, but found "
                + found
                + "; give its text");
  }

  static List<Arguments> whatJsonCannotSay() {
    return List.of(
        Arguments.of(LocalDate.EPOCH, "a java.time.LocalDate at list[1]"),
        Arguments.of(new AtomicInteger(), "a java.util.concurrent.atomic.AtomicInteger at list[1]"),
        Arguments.of(Double.NaN, "NaN at list[1]"),
        Arguments.of(Float.NEGATIVE_INFINITY, "-Infinity at list[1]"),
        Arguments.of(Map.of(1, 2), "the key 1 at list[1]"));
  }

  @Test
  void aValueInsideOfItselfIsRefused() {
    List<Object> endless = new ArrayList<>();
    endless.add(endless);

    assertThatThrownBy(() -> Tags.json("limits", Map.of("list", endless)))
        .hasMessage("the value of tag 'limits' may be nested 100 deep, but goes deeper");
  }
}
