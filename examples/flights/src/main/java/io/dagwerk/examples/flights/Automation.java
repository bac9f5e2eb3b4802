package io.dagwerk.examples.flights;

import static io.dagwerk.definitions.Input.cursor;
import static io.dagwerk.definitions.Input.tick;
import static java.util.Comparator.comparing;

import io.dagwerk.definitions.Decision;
import io.dagwerk.definitions.Hook;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.RunRequest;
import io.dagwerk.definitions.Schedule;
import io.dagwerk.definitions.Sensor;
import io.dagwerk.definitions.Tick;
import io.dagwerk.examples.flights.LandingFolder.Landed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// When the flights are refreshed, and how.
final class Automation {
  /// Most runs that one look at the landing folder asks for; the next look asks for more.
  static final int MOST_RUNS = 100;

  final Job refresh;
  final Job sumUp;
  final Schedule everyMorning;
  final Schedule monthEnds;
  final Sensor newReports;

  /// @param presets the folder with the presets in YAML
  Automation(Flights flights, Path presets) {
    Hook failures = Hook.named("tell_failure").by(end -> end.log().error(end.summary()));
    refresh =
        Job.named("refresh")
            .describedAs("Loads days of flights, and computes what follows from them.")
            .tag("team", "punctuality")
            .timeout(Duration.ofMinutes(10))
            .onFailure(failures)
            .mode("test", mode -> mode.with(flights.warehouse, fakeWarehouse()))
            .preset(
                "sample",
                preset ->
                    preset
                        .config(flights.rawFlights, new LoadSettings(1_000))
                        .mode("test")
                        .tag("size", "sample"))
            .preset("strict", preset -> preset.files(presets.resolve("strict.yaml")))
            .materializing(
                flights.airports,
                flights.rawFlights,
                flights.dailyDelays,
                flights.routeStatistics,
                flights.monthlyReport);
    everyMorning =
        Schedule.named("every_morning")
            .describedAs("The flights of yesterday, when the carriers have reported them.")
            .cron("0 6 * * *")
            .in(Flights.ZONE)
            .running(refresh)
            .from(tick())
            .by(Automation::yesterday);
    sumUp =
        Job.named("sum_up")
            .describedAs("What a month of flights comes to.")
            .materializing(flights.routeStatistics, flights.monthlyReport);
    monthEnds =
        Schedule.named("month_ends")
            .describedAs("Each month, a day after its end, when its last reports have landed.")
            .offset(Duration.ofDays(1))
            .ofPartitions(sumUp);
    newReports =
        Sensor.named("new_reports")
            .describedAs("Each report that lands or is corrected, however late.")
            .every(Duration.ofMinutes(30))
            .running(refresh)
            .from(flights.landing, cursor())
            .by(Automation::reportsAfter);
  }

  private static Resource<Warehouse> fakeWarehouse() {
    return Resource.named("warehouse_in_memory", Warehouse.class).by(InMemoryWarehouse::new);
  }

  /// The day before the one that it is then in New York, however late the tick is looked at.
  static Decision yesterday(Tick tick) {
    LocalDate today = LocalDate.ofInstant(tick.scheduledAt(), ZoneId.of(Flights.ZONE));
    String yesterday = today.minusDays(1).toString();
    return Decision.run(RunRequest.of(yesterday).on(yesterday));
  }

  /// Asks for the days of the files that landed after those of the cursor. A corrected file is
  /// newer, so its day is asked for again; a look that is repeated asks for the same keys.
  static Decision reportsAfter(LandingFolder landing, Optional<String> cursor) throws IOException {
    List<Landed> newer =
        landing.landed().stream()
            .filter(landed -> cursor.isEmpty() || keyOf(landed).compareTo(cursor.get()) > 0)
            .sorted(comparing(Automation::keyOf))
            .limit(MOST_RUNS)
            .toList();
    if (newer.isEmpty()) {
      return Decision.skip("no report has landed in " + landing.folder());
    }
    return Decision.run(newer.stream().map(Automation::request).toList())
        .remembering(keyOf(newer.getLast()));
  }

  private static RunRequest request(Landed landed) {
    return RunRequest.of(keyOf(landed)).on(landed.day().toString()).tag("file", landed.name());
  }

  /// Names a state of a file; of two keys, the greater landed later.
  private static String keyOf(Landed landed) {
    return "%020d %s".formatted(landed.at().toEpochMilli(), landed.name());
  }
}
