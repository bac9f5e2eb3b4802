package io.dagwerk.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigProblem;
import io.dagwerk.testsupport.Covers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Which Java types are config, and what is said of those that are not.
class ConfigTypeTest {
  enum Mode {
    APPEND,
    OVERWRITE
  }

  sealed interface Source {}

  record CsvFile(String path) implements Source {}

  record JSONFile(String path) implements Source {}

  record S3(@Default("eu") String region) implements Source {}

  record WrongDefaults(
      @Default("many") int count,
      @Default("APEND") Mode mode,
      @Default({"1", "x"}) List<Integer> sizes,
      @Default("hunter2") Secret<String> password,
      @Default("5x") Duration timeout,
      @Default("csv") Source source,
      @Default("csv_file") Source needsPath) {}

  @Test
  @Covers("S14.4")
  void aDefaultOfTheWrongTypeIsAProblemOfTheDefinition() {
    assertThat(ConfigType.problemsOf(WrongDefaults.class))
        .containsExactly(
            "WrongDefaults.count: its default does not fit: expected an integer, but found \"many\"",
            "WrongDefaults.mode: its default does not fit: expected one of APPEND, OVERWRITE, but"
                + " found \"APEND\"",
            "WrongDefaults.sizes: its default does not fit: expected for each item an integer, but"
                + " found [\"1\", \"x\"]",
            "WrongDefaults.password: a secret has no default, as its value would stand in the"
                + " source; leave it out and give {env: NAME} in the document",
            "WrongDefaults.timeout: its default does not fit: expected a duration such as 90s, 1h30m"
                + " or PT5M, but found \"5x\"",
            "WrongDefaults.source: its default does not fit: csv: there is no choice of this name."
                + " Expected exactly one of csv_file, json_file, s3",
            "WrongDefaults.needsPath: its default does not fit: csv_file: the entry 'path' is"
                + " missing; expected path: text");
    assertThatThrownBy(() -> ConfigType.of(WrongDefaults.class))
        .isInstanceOf(InvalidConfigType.class)
        .hasMessageContaining("WrongDefaults.count")
        .hasMessageContaining("WrongDefaults.needsPath");
  }

  record Unsupported(UUID id, Map<Integer, String> byNumber, List<?> unknown) {}

  record Node(String name, List<Node> children) {}

  record Twice(String name, @Name("name") String other) {}

  sealed interface Mixed permits Odd {}

  enum Odd implements Mixed {
    ONE
  }

  record HoldsMixed(Mixed mixed) {}

  @Test
  void whatIsNotSupportedIsSaidInWords() {
    assertThat(ConfigType.problemsOf(Unsupported.class))
        .hasSize(3)
        .allSatisfy(it -> assertThat(it).contains("supported are int, long"))
        .anySatisfy(it ->
            assertThat(it)
                .startsWith("Unsupported.id: a config component cannot be a java.util.UUID"));
    assertThat(ConfigType.problemsOf(Node.class))
        .singleElement()
        .asString()
        .startsWith("Node.children: Node holds itself");
    assertThat(ConfigType.problemsOf(Twice.class))
        .containsExactly("Twice.other: another component is or was named 'name' too");
    assertThat(ConfigType.problemsOf(HoldsMixed.class))
        .containsExactly(
            "HoldsMixed.mixed: Mixed permits the enum "
                + Odd.class.getTypeName()
                + ", but the choices of a config are records");
    assertThat(ConfigType.problemsOf(String.class))
        .containsExactly(
            "String: config is a record or a sealed interface of records, but this is the class"
                + " java.lang.String");
  }

  record Shown(
      String name,
      @Default("3") int limit,
      Optional<Mode> mode,
      List<Duration> waits,
      Map<String, Boolean> flags,
      Source source,
      Object rest) {}

  @Test
  void aSchemaIsPrintedOnOneLine() {
    assertThat(ConfigSchemas.text(ConfigSchemas.of(Shown.class)))
        .isEqualTo(
            "{ name: text, limit?: integer, mode?: (APPEND | OVERWRITE), waits: [duration], flags:"
                + " { *: boolean }, source: { csv_file: { path: text } | json_file: { path: text }"
                + " | s3: { region?: text } }, rest: any }");
  }

  @Test
  void aSingleValueMayBeBoundToo() {
    Environment environment = Environment.of(Map.of("DIRECTORY", "/data"));

    assertThat(ConfigSource.value(String.class).bind("a", environment, ConfigPath.ROOT).get())
        .isEqualTo("a");
    assertThat(ConfigType.value(Integer.class).bind(3, environment).get()).isEqualTo(3);
    assertThat(ConfigType.value(Mode.class).bind("APPEND", environment).get())
        .isEqualTo(Mode.APPEND);
    assertThat(ConfigType.value(Path.class).bind(Map.of("env", "DIRECTORY"), environment).get())
        .isEqualTo(Path.of("/data"));
    assertThat(ConfigType.value(S3.class).bind(null, environment).get()).isEqualTo(new S3("eu"));
    assertThat(ConfigType.value(Integer.class).bind(null, environment).problems())
        .extracting(ConfigProblem::toString)
        .containsExactly("expected an integer, but found null");
    assertThatThrownBy(() -> ConfigType.value(UUID.class))
        .hasMessageStartingWith(
            "UUID: a config component cannot be a java.util.UUID; supported are");
  }

  record Skeletal(
      @Doc("Who is loaded") String name,
      @Doc("Most rows") @Default("3") int limit,
      Source source) {}

  @Test
  void aSkeletonHasBlanksForWhatIsRequiredAndTheDefaultsOfTheRest() {
    assertThat(ConfigSchemas.skeleton(ConfigSchemas.of(Skeletal.class)))
        .isEqualTo(
            """
            name: # text. Who is loaded
            # limit: 3 # integer. Most rows
            source:
              csv_file:
                path: # text
              # or json_file: { path: text }
              # or s3: { region?: text }
            """);
  }
}
