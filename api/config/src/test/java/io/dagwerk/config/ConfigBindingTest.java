package io.dagwerk.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigProblem;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.testsupport.Covers;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/// What binding makes of documents that are right, and where it says what is wrong.
class ConfigBindingTest {
  private static final Environment NOTHING_SET = Environment.empty();

  record ReadConfig(@Doc("Most rows to read") @Default("1000000") int limit) {
    ReadConfig {
      if (limit <= 0) {
        throw new IllegalArgumentException("limit must be positive, but is " + limit);
      }
    }
  }

  enum Mode {
    APPEND,
    @Name("replace")
    OVERWRITE
  }

  sealed interface Source {}

  record CsvFile(Path path, @Default(",") String separator) implements Source {}

  @Name("table")
  record DatabaseTable(String name) implements Source {}

  record Nothing() implements Source {}

  record Everything(
      int number,
      long large,
      double ratio,
      BigDecimal price,
      boolean enabled,
      String text,
      Mode mode,
      Duration timeout,
      LocalDate day,
      Instant at,
      ZoneId zone,
      URI uri,
      Path path,
      Secret<String> password,
      Optional<String> note,
      List<Integer> counts,
      SequencedMap<String, Double> weights,
      ReadConfig nested,
      Source source,
      Map<String, Object> anything) {}

  private static Map<String, Object> everything() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("number", 1);
    document.put("large", 5_000_000_000L);
    document.put("ratio", 3);
    document.put("price", new BigDecimal("19.90"));
    document.put("enabled", true);
    document.put("text", "hello");
    document.put("mode", "replace");
    document.put("timeout", "1h30m");
    document.put("day", "2001-01-31");
    document.put("at", "2001-01-31T12:00:00+02:00");
    document.put("zone", "Europe/Amsterdam");
    document.put("uri", "https://example.org/data");
    document.put("path", "/data/in");
    document.put("password", "tiger");
    document.put("counts", List.of(1, 2, 3));
    document.put("weights", Map.of("a", 0.5));
    document.put("nested", Map.of("limit", 5));
    document.put("source", Map.of("csv_file", Map.of("path", "x.csv")));
    document.put("anything", Map.of("deep", List.of(1, "two", Map.of("three", 3.5))));
    return document;
  }

  @Test
  void everyKindOfComponentIsBound() {
    Everything bound = Config.bind(Everything.class, everything(), NOTHING_SET).get();

    assertThat(bound.number).isEqualTo(1);
    assertThat(bound.large).isEqualTo(5_000_000_000L);
    assertThat(bound.ratio).isEqualTo(3.0);
    assertThat(bound.price).isEqualTo(new BigDecimal("19.90"));
    assertThat(bound.enabled).isTrue();
    assertThat(bound.text).isEqualTo("hello");
    assertThat(bound.mode).isEqualTo(Mode.OVERWRITE);
    assertThat(bound.timeout).isEqualTo(Duration.ofMinutes(90));
    assertThat(bound.day).isEqualTo(LocalDate.of(2001, 1, 31));
    assertThat(bound.at).isEqualTo(Instant.parse("2001-01-31T10:00:00Z"));
    assertThat(bound.zone).isEqualTo(ZoneId.of("Europe/Amsterdam"));
    assertThat(bound.uri).isEqualTo(URI.create("https://example.org/data"));
    assertThat(bound.path).isEqualTo(Path.of("/data/in"));
    assertThat(bound.password.reveal()).isEqualTo("tiger");
    assertThat(bound.note).isEmpty();
    assertThat(bound.counts).containsExactly(1, 2, 3);
    assertThat(bound.weights).containsEntry("a", 0.5);
    assertThat(bound.nested).isEqualTo(new ReadConfig(5));
    assertThat(bound.source).isEqualTo(new CsvFile(Path.of("x.csv"), ","));
    assertThat(bound.anything).isEqualTo(Map.of("deep", List.of(1, "two", Map.of("three", 3.5))));
  }

  @Test
  void aValueGivesTheTreeThatBindsToItAgain() {
    ConfigType<Everything> type = ConfigType.of(Everything.class);
    Map<String, Object> document = everything();
    document.put("password", Map.of("env", "PASSWORD"));
    Environment environment = Environment.of(Map.of("PASSWORD", "tiger"));
    Everything bound = type.bind(document, environment).get();

    ConfigTree tree = type.treeOf(bound);

    assertThat(type.bind(tree, environment).get()).isEqualTo(bound);
    assertThat(tree.toJson()).contains("\"password\": {\"env\": \"PASSWORD\"}");
  }

  @Test
  void aDocumentIsNotChanged() {
    Map<String, Object> document = everything();
    Map<String, Object> before = new LinkedHashMap<>(document);

    Config.bind(Everything.class, document, NOTHING_SET).get();
    Config.resolve(ConfigSchemas.of(Everything.class), document);

    assertThat(document).isEqualTo(before);
  }

  @Test
  void anAbsentDocumentIsOneWithoutEntries() {
    assertThat(Config.bind(ReadConfig.class, null, NOTHING_SET).get())
        .isEqualTo(new ReadConfig(1_000_000));
  }

  @Test
  void aChoiceWithoutComponentsMayBeWrittenWithoutContent() {
    SequencedMap<String, Object> choice = new LinkedHashMap<>();
    choice.put("nothing", null);

    assertThat(Config.bind(Reading.class, Map.of("source", choice), NOTHING_SET).get())
        .isEqualTo(new Reading(new Nothing()));
  }

  @Test
  void whatAConstructorRefusesIsAProblemAtItsPath() {
    record Job(List<ReadConfig> reads) {}
    Object document = Map.of("reads", List.of(Map.of("limit", 1), Map.of("limit", -1)));

    assertThat(
            Config.bind(
                    Job.class,
                    document,
                    NOTHING_SET,
                    ConfigPath.of("assets", "raw_flights", "config"))
                .problems())
        .extracting(ConfigProblem::toString)
        .containsExactly("assets.raw_flights.config.reads[1]: limit must be positive, but is -1");
  }

  record Five(int number, boolean flag, Mode mode, LocalDate day, List<Integer> counts) {}

  @Test
  @Covers("S14.1")
  void fiveIndependentErrorsAreFiveProblemsEachWithItsPath() {
    Object document =
        ConfigTree.of(
            Map.of(
                "number", "many",
                "flag", 1,
                "mode", "OVERWRITE",
                "day", "tomorrow",
                "counts", List.of(1, 2.5)));

    List<ConfigProblem> problems =
        Config.bind(Five.class, document, NOTHING_SET, ConfigPath.of("ops", "load")).problems();

    assertThat(problems)
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "ops.load.number: expected an integer, but found \"many\"",
            "ops.load.flag: expected true or false, but found 1",
            "ops.load.mode: expected one of APPEND, replace, but found \"OVERWRITE\"",
            "ops.load.day: expected a date such as 2001-01-31, but found \"tomorrow\"",
            "ops.load.counts[1]: expected an integer, but found 2.5");
  }

  @Test
  void getThrowsAllProblemsAtOnce() {
    Binding<Five> binding = Config.bind(Five.class, Map.of(), NOTHING_SET);

    assertThatThrownBy(binding::get)
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining("'number'")
        .hasMessageContaining("'counts'");
  }

  record Numbers(int whole, double decimal) {}

  @Test
  @Covers("S14.2")
  void aBooleanIsNoIntegerAndAnIntegerIsADecimalNumber() {
    assertThat(
            Config.bind(Numbers.class, Map.of("whole", true, "decimal", 3), NOTHING_SET).problems())
        .extracting(ConfigProblem::toString)
        .containsExactly("whole: expected an integer, but found true");
    assertThat(Config.bind(Numbers.class, Map.of("whole", 3, "decimal", 3), NOTHING_SET).get())
        .isEqualTo(new Numbers(3, 3.0));
    assertThat(
            Config.resolve(ConfigSchemas.of(Numbers.class), Map.of("whole", 3.0, "decimal", 3))
                .toJson())
        .isEqualTo("{\"whole\": 3, \"decimal\": 3.0}");
  }

  @Test
  @Covers("S14.3")
  void anUnknownEntryNamesTheNearestAndShowsTheExpectedShape() {
    assertThat(Config.bind(ReadConfig.class, Map.of("limt", 3), NOTHING_SET).problems())
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "limt: there is no entry of this name; did you mean 'limit'?"
                + " Expected { limit?: integer }");
  }

  record None() {}

  @Test
  void anEntryWhereNothingCanBeGivenIsToBeLeftOut() {
    assertThat(Config.bind(None.class, Map.of("limit", 3), NOTHING_SET).problems())
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "limit: there is no entry of this name. Nothing can be given here; leave it out");
  }

  record Reading(Source source) {}

  @Test
  @Covers("S14.5")
  void aChoiceIsExactlyOne() {
    Object both = Map.of("source", new LinkedHashMap<>(Map.of("table", Map.of("name", "t"))));
    ConfigTree two =
        Config.merge(both, Map.of("source", Map.of("csv_file", Map.of("path", "x.csv"))));

    assertThat(Config.bind(Reading.class, two, NOTHING_SET).problems())
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "source: expected a single entry, exactly one of csv_file, table, nothing, but found"
                + " table and csv_file");
    assertThat(Config.bind(Reading.class, Map.of("source", Map.of()), NOTHING_SET).problems())
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "source: expected a single entry, exactly one of csv_file, table, nothing, but found"
                + " none");
  }

  record Inner(
      @Default("10") int size, Optional<String> note, @Default({"a", "b"}) List<String> tags) {}

  record Outer(Inner inner, @Default("nothing") Source source) {}

  @Test
  @Covers("S14.7")
  void aShapeThatNeedsNothingResolvesToTheFullTreeWhenAbsent() {
    ConfigTree resolved = Config.resolve(ConfigSchemas.of(Outer.class), null);

    assertThat(resolved.toJson())
        .isEqualTo(
            "{\"inner\": {\"size\": 10, \"note\": null, \"tags\": [\"a\", \"b\"]}, \"source\":"
                + " {\"nothing\": {}}}");
    assertThat(Config.bind(Outer.class, null, NOTHING_SET).get())
        .isEqualTo(new Outer(new Inner(10, Optional.empty(), List.of("a", "b")), new Nothing()));
  }

  @Test
  @Covers("S14.8")
  void equalAnonymousShapesAreOneEntry() {
    record One(int size) {}
    record Other(int size) {}
    record Both(One one, Other other) {}

    assertThat(ConfigSchemas.of(One.class)).isEqualTo(ConfigSchemas.of(Other.class));
    assertThat(ConfigSchemas.of(One.class).hash()).isEqualTo(ConfigSchemas.of(Other.class).hash());
    assertThat(definitionsOf(ConfigSchemas.jsonSchema(ConfigSchemas.of(Both.class)))).hasSize(2);
  }

  private static Map<?, ?> definitionsOf(ConfigTree jsonSchema) {
    return jsonSchema.toPlain() instanceof Map<?, ?> document
            && document.get("$defs") instanceof Map<?, ?> definitions
        ? definitions
        : Map.of();
  }

  record Loose(Map<String, Object> options) {}

  @Test
  @Covers("S14.9")
  void permissiveEntriesSurviveUntouchedAndInOrder() {
    SequencedMap<String, Object> options = new LinkedHashMap<>();
    options.put("z", List.of(1, 2.5));
    options.put("a", null);
    options.put("m", Map.of("env", "KEPT"));

    Loose bound = Config.bind(Loose.class, Map.of("options", options), NOTHING_SET).get();

    assertThat(bound.options).isEqualTo(options);
    assertThat(new ArrayList<>(bound.options.keySet())).containsExactly("z", "a", "m");
  }
}
