package io.dagwerk.codeclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import io.dagwerk.partitions.EvaluatedMapping;
import io.dagwerk.plan.PlanRequest;
import io.dagwerk.plan.PlanRequest.Moment;
import io.dagwerk.plan.Planner;
import io.dagwerk.plan.VersionInputs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a host has to ask of the user's code before it can plan, asked of a real code server.
class PlanningQuestionsTest {
  private static final Instant NOW = Instant.parse("2001-01-15T00:00:00Z");

  @TempDir private static Path folder;
  private static Instance instance;

  @BeforeAll
  static void start() throws Exception {
    UserCode code = UserCode.compile(folder, UserCode.source("Planned.java.txt"), List.of());
    instance = new Instance(code, folder.resolve("storage"), Duration.ofSeconds(2), 0);
    // What follows may measure time: it is connected, and the code is loaded.
    assertThat(instance.snapshot().jobs()).hasSize(2);
  }

  @AfterAll
  static void stop() {
    instance.close();
  }

  private static ConfigTree document(String street, String to) {
    return entry("resources", "box", "street", street).merge(entry("ops", "write", "to", to));
  }

  private static ConfigTree entry(String section, String name, String field, String value) {
    return ConfigTree.entry(
        section,
        ConfigTree.entry(
            name, ConfigTree.entry("config", ConfigTree.entry(field, ConfigTree.of(value)))));
  }

  private static Validated validated(Plan plan, ConfigTree config) {
    return instance
        .location()
        .validate(plan, "default", config, Instance.PATIENCE)
        .find()
        .orElseThrow();
  }

  private static String version(ConfigTree config) {
    Plan first = instance.plan("memoized");
    if (!(validated(first, config) instanceof Validated.Valid(VersionInputs inputs))) {
      throw new AssertionError("the config should fit");
    }
    PlanRequest request =
        PlanRequest.ofJob(instance.snapshot(), "memoized", Moment.at(NOW)).versioned(inputs);
    if (!(Planner.plan(request) instanceof Planner.Result.Planned(Plan plan, _))) {
      throw new AssertionError("it should be planned");
    }
    return plan.versions().getOrDefault(StepKey.of("write"), "");
  }

  @Test
  void theVersionsOfAMemoizedJobDependOnItsConfigAndThatOfItsResources() {
    String version = version(document("Long Lane", "Ann"));
    assertThat(version).isNotBlank().isEqualTo(version(document("Long Lane", "Ann")));
    assertThat(version(document("Long Lane", "Bob"))).isNotEqualTo(version);
    assertThat(version(document("Short Lane", "Ann"))).isNotEqualTo(version);
  }

  @Test
  void whatAJobWithoutMemoizationSaysNeedsNoVersions() {
    assertThat(validated(instance.plan("plain"), ConfigTree.empty()))
        .isEqualTo(new Validated.Valid(VersionInputs.NONE));
  }

  private static Moment withKeys(String partitions, String... keys) {
    SequencedMap<String, List<PartitionKey>> dynamic = new LinkedHashMap<>();
    dynamic.put(partitions, List.of(keys).stream().map(PartitionKey::new).toList());
    return new Moment(NOW, dynamic);
  }

  @Test
  void mappingsOfUsersAreEvaluatedWithTheKeysOfTheirReadersAtTheMoment() {
    SequencedMap<String, EvaluatedMapping> mappings =
        instance
            .location()
            .evaluateMappings(
                Optional.empty(), withKeys("shops", "north", "closed"), Instance.PATIENCE)
            .find()
            .orElseThrow();
    SequencedMap<String, EvaluatedMapping> expected = new LinkedHashMap<>();
    expected.put(
        "delivered",
        new EvaluatedMapping(
            keyed(
                "north", List.of(PartitionKey.of("north_monday"), PartitionKey.of("north_friday"))),
            keyed("closed", "failed with java.lang.IllegalStateException: the shop is closed")));
    expected.put("endless", EvaluatedMapping.of(Stream.of(), List::of));
    assertThat(mappings).isEqualTo(expected);
  }

  private static <T> SequencedMap<PartitionKey, T> keyed(String key, T value) {
    SequencedMap<PartitionKey, T> map = new LinkedHashMap<>();
    map.put(PartitionKey.of(key), value);
    return map;
  }

  @Test
  void aJobThatReadsByNoMappingHasNoneEvaluated() {
    assertThat(
            instance
                .location()
                .evaluateMappings(Optional.of("plain"), Moment.at(NOW), Instance.PATIENCE)
                .find())
        .hasValueSatisfying(mappings -> assertThat(mappings).isEmpty());
  }

  @Test
  void aMappingThatTakesTooLongIsAMissingAnswerWithItsTimeout() {
    assertThat(
            instance
                .location()
                .evaluateMappings(
                    Optional.empty(), withKeys("slow_days", "x"), Duration.ofMillis(500)))
        .isInstanceOfSatisfying(
            Answer.Missing.class,
            missing ->
                assertThat(missing.error().message()).contains("partition mappings", "PT0.5S"));
  }

  @Test
  void mappingsOfAJobThatThereIsNotAreAMissingAnswerWithTheNearestName() {
    assertThat(
            instance
                .location()
                .evaluateMappings(Optional.of("plane"), Moment.at(NOW), Instance.PATIENCE))
        .isInstanceOfSatisfying(
            Answer.Missing.class,
            missing -> assertThat(missing.error().message()).contains("no job 'plane'", "plain"));
  }
}
