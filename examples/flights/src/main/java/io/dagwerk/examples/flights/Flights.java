package io.dagwerk.examples.flights;

import static io.dagwerk.definitions.Input.config;
import static io.dagwerk.definitions.Input.context;
import static io.dagwerk.definitions.Input.day;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Check;
import io.dagwerk.definitions.Context;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.Type;
import io.dagwerk.duckdb.DuckDb;
import io.dagwerk.jdbc.Database;
import io.dagwerk.jdbc.JdbcTables;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.Retry;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// On-time performance of US flights: the assets, the checks on them, and what they stand on.
///
/// The reports of the carriers land in a folder, a file per day. They are loaded into a warehouse,
/// checked, and counted there by airport, route and month.
final class Flights {
  /// The zone in which days and months begin.
  static final String ZONE = "America/New_York";

  static final Partitions DAYS = Partitions.daily("2001-01-01").in(ZONE);
  static final Partitions MONTHS = Partitions.monthly("2001-01-01").in(ZONE);

  final Resource<LandingFolder> landing =
      Resource.named("landing", LandingFolder.class)
          .describedAs("Where the reports of the carriers land.")
          .from(config(LandingFolder.Settings.class))
          .by(LandingFolder::open);

  final Resource<Database> database =
      Resource.named("database", Database.class)
          .describedAs("The DuckDB file in which the warehouse lies.")
          .from(config(DatabaseSettings.class))
          .by(settings -> DuckDb.open(settings.file()));

  final Resource<JdbcTables> tables =
      Resource.named("tables", JdbcTables.class)
          .describedAs("Keeps lists of records as tables that plain SQL sees.")
          .from(database)
          .by(database -> JdbcTables.in(database));

  final Resource<Warehouse> warehouse =
      Resource.named("warehouse", Warehouse.class)
          .describedAs("Where flights are kept and counted.")
          .from(database)
          .by(DuckDbWarehouse::new);

  final Asset<List<Airport>> airports =
      Asset.named("airports", Type.listOf(Airport.class))
          .describedAs("All airports of the United States.")
          .group("raw")
          .kind("table")
          .ownedBy("team:operations")
          .storedBy(tables)
          .metadata("table", "airports")
          .from(landing)
          .by(LandingFolder::airports);

  final Asset<LoadedDay> rawFlights =
      Asset.named("raw_flights", LoadedDay.class)
          .describedAs("Flights as the carriers reported them, in the table `flights`.")
          .group("raw")
          .kind("csv")
          .ownedBy("team:operations")
          .tag("source", "bts")
          .partitionedBy(DAYS)
          .retrying(Retry.times(3).exponential(Duration.ofMillis(200)).jittered())
          .timeout(Duration.ofMinutes(2))
          .cpuBound()
          .from(landing, warehouse, day(), config(LoadSettings.class), context())
          .by(Flights::load);

  final Asset<List<AirportDelays>> dailyDelays =
      Asset.named("daily_delays", Type.listOf(AirportDelays.class))
          .describedAs("How punctual the arrivals at each airport were, day by day.")
          .group("delays")
          .kind("table")
          .ownedBy("team:punctuality")
          .partitionedBy(DAYS)
          .storedBy(tables)
          .metadata("table", "daily_delays")
          .metadata("partition_by", "day")
          .from(rawFlights, warehouse)
          .by(Flights::delays);

  final Asset<List<RouteStatistics>> routeStatistics =
      Asset.named("route_statistics", Type.listOf(RouteStatistics.class))
          .describedAs("How busy and punctual each route was, month by month.")
          .group("routes")
          .kind("table")
          .ownedBy("team:punctuality")
          .partitionedBy(MONTHS)
          .storedBy(tables)
          .metadata("table", "route_statistics")
          .cpuBound()
          .from(rawFlights.allPartitions(), warehouse)
          .by(Flights::routes);

  final Asset<MonthlyReport> monthlyReport =
      Asset.named("monthly_report", MonthlyReport.class)
          .describedAs("What the flights of a month come to, for the people who plan.")
          .group("delays")
          .kind("json")
          .ownedBy("team:punctuality")
          .partitionedBy(MONTHS)
          .from(
              dailyDelays.allPartitions(),
              airports,
              config(MonthlyReport.Settings.class),
              context())
          .by(Flights::report);

  final Check airportsAreKnown =
      Check.named("airports_are_known")
          .on(rawFlights)
          .describedAs("A delay at an airport that nobody knows would be in no report.")
          .blocking()
          .from(rawFlights, airports, warehouse)
          .by(FlightChecks::airportsAreKnown);

  final Check delaysAreWithinADay =
      Check.named("delays_are_within_a_day")
          .on(rawFlights)
          .describedAs("A longer delay is a typing error more often than a delay.")
          .warning()
          .from(rawFlights, warehouse, config(FlightChecks.DelayLimit.class))
          .by(FlightChecks::delaysAreWithinADay);

  final Check flightsAreReportedOnce =
      Check.named("flights_are_reported_once")
          .on(rawFlights)
          .describedAs("Two flights that agree in everything may be one, reported twice.")
          .warning()
          .from(rawFlights, warehouse)
          .by(FlightChecks::flightsAreReportedOnce);

  final Check everyFlightIsCounted =
      Check.named("every_flight_is_counted")
          .on(dailyDelays)
          .describedAs("The flights of the airports are those that were loaded.")
          .from(rawFlights, dailyDelays)
          .by(FlightChecks::everyFlightIsCounted);

  static LoadedDay load(
      LandingFolder landing,
      Warehouse warehouse,
      LocalDate day,
      LoadSettings settings,
      Context context)
      throws Exception {
    try (Stream<Flight> flights = landing.flights(day)) {
      long loaded = warehouse.replace(day, flights.limit(settings.limit()));
      context.report("flights", loaded);
      context.log().info("loaded {} flights of {}", loaded, day);
      return new LoadedDay(day, loaded);
    }
  }

  static List<AirportDelays> delays(LoadedDay loaded, Warehouse warehouse) throws Exception {
    return warehouse.delays(loaded.day());
  }

  static List<RouteStatistics> routes(Map<PartitionKey, LoadedDay> loaded, Warehouse warehouse)
      throws Exception {
    return warehouse.routes(loaded.values().stream().map(LoadedDay::day).toList());
  }

  static MonthlyReport report(
      Map<PartitionKey, List<AirportDelays>> days,
      List<Airport> airports,
      MonthlyReport.Settings settings,
      Context context) {
    MonthlyReport report = MonthlyReport.of(days, airports, settings);
    report.facts().values().forEach(context::report);
    return report;
  }
}
