package io.dagwerk.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRecord;
import io.dagwerk.execution.RunRefused;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.model.PartitionKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The job as it is launched: its mode `test`, and its presets.
class RefreshTest {
  @TempDir Path folder;
  private final LocalRuns runs =
      new LocalRuns(
          "flights", new FlightsLocation(Path.of("")).definitions(), LocalOptions.inMemory());

  @Test
  void theTestModeOpensNoDatabase() {
    RunRecord run = refresh(Launch.of("refresh").mode("test"));

    assertThat(run.succeeded()).isTrue();
    assertThat(run.events(Event.ResourceOpened.class))
        .extracting(Event.ResourceOpened::resource)
        .contains("landing")
        .doesNotContain("database");
  }

  @Test
  void theSampleLoadsAThousandFlights() {
    RunRecord run = refresh(Launch.of("refresh").preset("sample"));

    assertThat(run.events(Event.AssetMaterialized.class))
        .filteredOn(made -> made.asset().toString().equals("raw_flights"))
        .singleElement()
        .satisfies(made ->
            assertThat(made.metadata().find("flights")).contains(MetadataValue.number(1_000)));
  }

  @Test
  void theStrictPresetDoubtsADelayOfHalfADay() {
    assertThat(failedChecks(refresh(Launch.of("refresh").mode("test")))).isEmpty();
    assertThat(failedChecks(refresh(Launch.of("refresh").preset("strict"))))
        .containsExactly("delays_are_within_a_day");
  }

  @Test
  void configThatMeansNothingIsRefusedWithItsPlace() {
    Launch launch =
        Launch.of("refresh")
            .config(
                ConfigTree.of(
                    Map.of(
                        "assets",
                        Map.of("raw_flights", Map.of("config", Map.of("limit", "many"))))));

    assertThatThrownBy(() -> refresh(launch))
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("assets.raw_flights.config.limit");
  }

  private static List<String> failedChecks(RunRecord run) {
    return run.events(Event.CheckEvaluated.class).stream()
        .filter(check -> !check.passed())
        .map(Event.CheckEvaluated::check)
        .toList();
  }

  /// Refreshes the first real day.
  private RunRecord refresh(Launch launch) {
    ConfigTree places =
        ConfigTree.of(
            Map.of(
                "resources",
                Map.of(
                    "landing",
                    Map.of("config", Map.of("folder", Reports.REAL.toString())),
                    "database",
                    Map.of(
                        "config", Map.of("file", folder.resolve("flights.duckdb").toString())))));
    return runs.run(launch.config(places).on(List.of(PartitionKey.of("2001-01-01"))));
  }
}
