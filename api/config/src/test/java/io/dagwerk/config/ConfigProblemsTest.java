package io.dagwerk.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.ConfigProblem;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigSchema.Field;
import io.dagwerk.model.ConfigSchema.Format;
import io.dagwerk.model.ConfigSchema.Shape;
import io.dagwerk.model.ConfigTree;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The sentence of each kind of mistake.
class ConfigProblemsTest {
  private static final ConfigSchema TEXT = new ConfigSchema.Text();
  private static final ConfigSchema SIZE = new ConfigSchema.WholeNumber(1, 10);
  private static final Shape FILE =
      new Shape(
          List.of(
              Field.required("path", TEXT).describedAs("What is read"),
              Field.optional("size", SIZE, ConfigTree.of(1))));
  private static final ConfigSchema SOURCE =
      new ConfigSchema.Selector(
          List.of(
              new ConfigSchema.Alternative("file", FILE, ""),
              new ConfigSchema.Alternative("none", Shape.EMPTY, "")));

  private record Case(ConfigSchema schema, @Nullable Object found, String sentence) {}

  private static final List<Case> CASES =
      List.of(
          new Case(SIZE, "many", "expected an integer, but found \"many\""),
          new Case(SIZE, true, "expected an integer, but found true"),
          new Case(SIZE, 3.5, "expected an integer, but found 3.5"),
          new Case(SIZE, null, "expected an integer, but found null"),
          new Case(SIZE, 11, "expected an integer from 1 to 10, but found 11"),
          new Case(
              SIZE, new BigDecimal("1e999999999"), "expected an integer, but found 1E+999999999"),
          new Case(SIZE, List.of(), "expected an integer, but found an empty list"),
          new Case(SIZE, Map.of("env", 3), "expected an integer, but found a map with env"),
          new Case(SIZE, Map.of("env", ""), "expected an integer, but found a map with env"),
          new Case(new ConfigSchema.DecimalNumber(), "3", "expected a number, but found \"3\""),
          new Case(new ConfigSchema.Truth(), "yes", "expected true or false, but found \"yes\""),
          new Case(TEXT, 5, "expected a text, but found 5"),
          new Case(TEXT, List.of(1, 2), "expected a text, but found a list of 2"),
          new Case(
              new ConfigSchema.Secret(), 5, "expected a text or {env: NAME}, but found a number"),
          new Case(
              new ConfigSchema.Enumeration(List.of("append", "replace")),
              "apend",
              "expected one of append, replace, but found \"apend\"; did you mean 'append'?"),
          new Case(
              new ConfigSchema.Formatted(Format.DURATION),
              "5 minutes",
              "expected a duration such as 90s, 1h30m or PT5M, but found \"5 minutes\""),
          new Case(
              new ConfigSchema.Formatted(Format.DURATION),
              "",
              "expected a duration such as 90s, 1h30m or PT5M, but found \"\""),
          new Case(
              new ConfigSchema.Formatted(Format.DATE),
              "2001-02-30",
              "expected a date such as 2001-01-31, but found \"2001-02-30\""),
          new Case(
              new ConfigSchema.Formatted(Format.INSTANT),
              "2001-01-31T12:00:00",
              "expected a point in time such as 2001-01-31T12:00:00Z, but found"
                  + " \"2001-01-31T12:00:00\""),
          new Case(
              new ConfigSchema.Formatted(Format.ZONE),
              "Europe/Amsterdm",
              "expected a time zone such as Europe/Amsterdam, but found \"Europe/Amsterdm\""),
          new Case(
              new ConfigSchema.Formatted(Format.URI),
              "not a uri",
              "expected a URI such as https://example.org/data, but found \"not a uri\""),
          new Case(
              new ConfigSchema.Formatted(Format.PATH),
              "a\u0000b",
              "expected a file path, but found \"a\\u0000b\""),
          new Case(new ConfigSchema.ListOf(TEXT), "a", "expected a list [text], but found a text"),
          new Case(
              new ConfigSchema.MapOf(TEXT),
              List.of(1),
              "expected a map { *: text }, but found a list of 1"),
          new Case(FILE, "a", "expected a map { path: text, size?: integer }, but found a text"),
          new Case(
              FILE, Map.of(), "the entry 'path' (What is read) is missing; expected path: text"),
          new Case(SOURCE, "file", "expected exactly one of file, none, but found a text"),
          new Case(SOURCE, null, "expected exactly one of file, none, but found null"),
          new Case(
              SOURCE,
              Map.of(),
              "expected a single entry, exactly one of file, none, but found none"));

  @TestFactory
  Stream<DynamicTest> eachMistakeHasItsSentence() {
    return CASES.stream()
        .map(it ->
            DynamicTest.dynamicTest(
                it.sentence,
                () -> {
                  // Null at the root is an absent document, so each case stands one level down.
                  ConfigSchema schema = new Shape(List.of(Field.required("at", it.schema)));
                  SequencedMap<String, @Nullable Object> document = new LinkedHashMap<>();
                  document.put("at", it.found);

                  assertThat(Config.check(schema, document))
                      .extracting(ConfigProblem::toString)
                      .containsExactly("at: " + it.sentence);
                }));
  }

  @Test
  void anUnknownChoiceNamesTheNearestAndTheOthersAreStillChecked() {
    assertThat(Config.check(SOURCE, Map.of("fil", Map.of())))
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "fil: there is no choice of this name; did you mean 'file'? Expected exactly one of"
                + " file, none");
  }

  @Test
  void problemsBeyondTheBoundAreCounted() {
    ConfigSchema schema = new ConfigSchema.ListOf(SIZE);

    List<ConfigProblem> problems = Config.check(schema, Collections.nCopies(5_000, "x"));

    assertThat(problems).hasSize(1_001);
    assertThat(problems.getLast()).hasToString("and 4000 more problems, which are not shown");
  }

  @Test
  void aLongTextIsShortened() {
    assertThat(Config.check(new ConfigSchema.ListOf(SIZE), List.of("x".repeat(1_000))))
        .singleElement()
        .asString()
        .hasSizeLessThan(120)
        .endsWith("...\"");
  }

  record Sizes(int whole, double decimal, boolean flag, ConfigBindingTest.Mode mode) {}

  private static final Object FROM_VARIABLES =
      Map.of(
          "whole", Map.of("env", "WHOLE"),
          "decimal", Map.of("env", "DECIMAL"),
          "flag", Map.of("env", "FLAG"),
          "mode", Map.of("env", "MODE"));

  @Test
  void variablesAreReadAsTheTypeThatIsExpected() {
    Environment environment =
        Environment.of(Map.of("WHOLE", " 5\n", "DECIMAL", "3", "FLAG", "true", "MODE", "replace"));

    assertThat(Config.bind(Sizes.class, FROM_VARIABLES, environment).get())
        .isEqualTo(new Sizes(5, 3.0, true, ConfigBindingTest.Mode.OVERWRITE));
  }

  @Test
  void allVariablesThatAreUnsetOrWrongAreNamedWithoutTheirText() {
    Environment environment = Environment.of(Map.of("WHOLE", "many", "FLAG", "maybe"));

    assertThat(Config.bind(Sizes.class, FROM_VARIABLES, environment).problems())
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "whole: expected an integer, but the environment variable WHOLE holds another text",
            "decimal: the environment variable DECIMAL is not set; set it where the run is executed,"
                + " or give a number",
            "flag: expected true or false, but the environment variable FLAG holds another text",
            "mode: the environment variable MODE is not set; set it where the run is executed, or"
                + " give one of APPEND, replace");
  }

  @Test
  void aDecimalBeyondTheTypeIsAProblemNotInfinity() {
    record Ratio(double value) {}

    assertThat(
            Config.bind(Ratio.class, Map.of("value", new BigDecimal("1e400")), Environment.empty())
                .problems())
        .singleElement()
        .asString()
        .startsWith("value: expected a number");
  }
}
