package io.dagwerk.examples.flights;

import io.dagwerk.jdbc.Database;
import io.dagwerk.jdbc.TableName;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A warehouse in an embedded DuckDB: the flights are its table `flights`, and SQL counts them.
final class DuckDbWarehouse implements Warehouse {
  private static final TableName FLIGHTS = TableName.of("flights");
  private static final List<String> COLUMNS =
      List.of("day", "departure", "origin", "destination", "distance", "delay");

  private final Database database;

  /// A warehouse in this database, which gets the table if it has none.
  DuckDbWarehouse(Database database) throws SQLException {
    this.database = database;
    database.execute(
        """
        create table if not exists flights (
          day date not null, departure timestamp not null,
          origin varchar not null, destination varchar not null,
          distance integer not null, delay integer not null)
        """);
  }

  @Override
  public long replace(LocalDate day, Stream<Flight> flights) throws SQLException {
    return database.inTransaction(connection -> {
      try (var delete = connection.prepareStatement("delete from flights where day = ?")) {
        delete.setObject(1, day);
        delete.execute();
      }
      return database
          .dialect()
          .append(connection, FLIGHTS, COLUMNS, flights.map(each -> row(day, each)).iterator());
    });
  }

  private static @Nullable Object[] row(LocalDate day, Flight flight) {
    return new Object[] {
      day,
      flight.departure(),
      flight.origin(),
      flight.destination(),
      flight.distance(),
      flight.delay()
    };
  }

  @Override
  public List<AirportDelays> delays(LocalDate day) throws SQLException {
    return database.query(
        AirportDelays.class,
        """
        select day, destination as airport, count(*) as flights,
          count(*) filter (delay >= ?) as late, sum(delay)::bigint as delay_minutes,
          max(delay) as longest_delay
        from flights where day = ? group by day, destination order by destination
        """,
        AirportDelays.LATE,
        day);
  }

  @Override
  public List<RouteStatistics> routes(Collection<LocalDate> days) throws SQLException {
    return database.query(
        RouteStatistics.class,
        """
        select origin, destination, any_value(distance) as distance, count(*) as flights,
          avg(delay) as mean_delay
        from flights where list_contains(?::date[], day)
        group by origin, destination order by flights desc, origin, destination
        """,
        days.toString());
  }

  @Override
  public SequencedSet<String> airports(LocalDate day) throws SQLException {
    return database
        .query(
            Code.class,
            """
            select origin as code from flights where day = ?
            union select destination from flights where day = ? order by code
            """,
            day,
            day)
        .stream()
        .map(Code::code)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  @Override
  public List<Flight> beyond(LocalDate day, int minutes) throws SQLException {
    return database.query(
        Flight.class,
        """
        select departure, origin, destination, distance, delay
        from flights where day = ? and abs(delay) > ? order by abs(delay) desc, departure
        """,
        day,
        minutes);
  }

  @Override
  public long repeated(LocalDate day) throws SQLException {
    return database
        .query(
            Count.class,
            """
            select (select count(*) from flights where day = ?)
              - (select count(*) from (select distinct * from flights where day = ?)) as value
            """,
            day,
            day)
        .getFirst()
        .value();
  }

  /// The code of an airport, as a row.
  private record Code(String code) {}

  /// A number, as a row.
  private record Count(long value) {}
}
