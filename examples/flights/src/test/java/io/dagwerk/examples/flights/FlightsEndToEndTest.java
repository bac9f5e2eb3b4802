package io.dagwerk.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRecord;
import io.dagwerk.jdbc.Database;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.model.PartitionKey;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real days, through the files and the warehouse, against figures that a plain loop counted.
class FlightsEndToEndTest {
  private static final String[] DAYS = {"2001-01-05", "2001-01-06", "2001-01-08"};

  @TempDir Path folder;
  private LocalRuns runs;

  @BeforeEach
  void open() {
    runs =
        new LocalRuns(
            "flights",
            new FlightsLocation(Path.of("")).definitions(),
            LocalOptions.in(folder.resolve("values")));
  }

  @Test
  void theFiguresOfRealDaysAreTrue() throws Exception {
    RealDays real = RealDays.of(DAYS);

    RunRecord run = refresh(DAYS);

    assertThat(run.succeeded()).isTrue();
    Event.AssetMaterialized report =
        run.events(Event.AssetMaterialized.class).stream()
            .filter(made -> made.asset().toString().equals("monthly_report"))
            .findFirst()
            .orElseThrow();
    assertThat(report.metadata())
        .extracting(facts -> facts.find("flights"), facts -> facts.find("mean delay"))
        .containsExactly(
            Optional.of(MetadataValue.number(real.flights)),
            Optional.of(MetadataValue.number((double) real.delayMinutes / real.flights)));
  }

  @Test
  void plainSqlSeesTheDelaysOfEachAirportAndDay() throws Exception {
    refresh(DAYS);

    Map<String, long[]> found = new TreeMap<>();
    try (Database database = database()) {
      for (Row row :
          database.query(
              Row.class, "select day, airport, flights, delay_minutes from daily_delays")) {
        found.put(row.day() + " " + row.airport(), new long[] {row.flights(), row.delayMinutes()});
      }
    }

    assertThat(found).usingRecursiveComparison().isEqualTo(RealDays.of(DAYS).byDayAndAirport);
  }

  @Test
  void theChecksFindWhatIsWrongWithTheRealDays() {
    RunRecord run = refresh(DAYS);

    assertThat(run.events(Event.CheckEvaluated.class))
        .filteredOn(check -> !check.passed())
        .extracting(check -> check.check() + " " + check.partition().orElseThrow())
        .containsExactlyInAnyOrder(
            "delays_are_within_a_day 2001-01-06",
            "delays_are_within_a_day 2001-01-08",
            "flights_are_reported_once 2001-01-05",
            "flights_are_reported_once 2001-01-08");
  }

  @Test
  void aSecondRunReplacesWhatTheFirstOneMade() throws Exception {
    refresh(DAYS);
    refresh(DAYS);

    try (Database database = database()) {
      assertThat(
              database.query(
                  Total.class, "select sum(flights)::bigint as flights from daily_delays"))
          .containsExactly(new Total(RealDays.of(DAYS).flights));
    }
  }

  /// A day and airport, as SQL sees it.
  record Row(LocalDate day, String airport, long flights, long delayMinutes) {}

  /// A sum over a table.
  record Total(long flights) {}

  private RunRecord refresh(String... days) {
    return runs.run(
        Launch.of("refresh")
            .config(
                ConfigTree.of(
                    Map.of(
                        "resources",
                        Map.of(
                            "landing",
                            Map.of("config", Map.of("folder", Reports.REAL.toString())),
                            "database",
                            Map.of("config", Map.of("file", file().toString()))))))
            .on(Stream.of(days).map(PartitionKey::of).toList()));
  }

  private Path file() {
    return folder.resolve("flights.duckdb");
  }

  private Database database() throws Exception {
    return Database.open("jdbc:duckdb:" + file());
  }
}
