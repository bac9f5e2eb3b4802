package io.dagwerk.examples.flights;

import static io.dagwerk.examples.flights.Reports.flight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every warehouse does, so that the fake one stands in for the real one truly.
abstract class WarehouseContract {
  private static final LocalDate DAY = LocalDate.of(2001, 1, 9);
  private static final LocalDate NEXT = LocalDate.of(2001, 1, 10);

  /// An empty warehouse.
  abstract Warehouse warehouse() throws Exception;

  @Test
  void delaysAreSummedByTheAirportOfArrival() throws Exception {
    Warehouse warehouse = warehouse();

    long loaded =
        warehouse.replace(
            DAY,
            Stream.of(
                flight(DAY, "AUS", "SAT", 15),
                flight(DAY, "DFW", "SAT", -5),
                flight(DAY, "SAT", "AUS", 14)));

    assertThat(loaded).isEqualTo(3);
    assertThat(warehouse.delays(DAY))
        .containsExactly(
            new AirportDelays(DAY, "AUS", 1, 0, 14, 14),
            new AirportDelays(DAY, "SAT", 2, 1, 10, 15));
  }

  @Test
  void aDayThatIsLoadedAgainIsReplaced() throws Exception {
    Warehouse warehouse = warehouse();
    warehouse.replace(DAY, Stream.of(flight(DAY, "AUS", "SAT", 1), flight(DAY, "AUS", "DFW", 2)));
    warehouse.replace(NEXT, Stream.of(flight(NEXT, "AUS", "SAT", 9)));

    warehouse.replace(DAY, Stream.of(flight(DAY, "AUS", "SAT", 3)));

    assertThat(warehouse.delays(DAY)).containsExactly(new AirportDelays(DAY, "SAT", 1, 0, 3, 3));
    assertThat(warehouse.delays(NEXT)).hasSize(1);
  }

  @Test
  void aDayStaysAsItWasWhenItsReportBreaksOff() throws Exception {
    Warehouse warehouse = warehouse();
    warehouse.replace(DAY, Stream.of(flight(DAY, "AUS", "SAT", 1)));

    Stream<Flight> broken =
        Stream.of(1, 2, 3)
            .map(each -> {
              if (each == 3) {
                throw new IllegalStateException("the report breaks off");
              }
              return flight(DAY, "AUS", "DFW", each);
            });

    assertThatThrownBy(() -> warehouse.replace(DAY, broken))
        .hasMessageContaining("the report breaks off");
    assertThat(warehouse.delays(DAY)).containsExactly(new AirportDelays(DAY, "SAT", 1, 0, 1, 1));
  }

  @Test
  void routesAreCountedOverTheDaysThatAreAskedFor() throws Exception {
    Warehouse warehouse = warehouse();
    warehouse.replace(DAY, Stream.of(flight(DAY, "AUS", "SAT", 4), flight(DAY, "AUS", "DFW", 2)));
    warehouse.replace(NEXT, Stream.of(flight(NEXT, "AUS", "SAT", 7)));

    assertThat(warehouse.routes(List.of(DAY, NEXT)))
        .containsExactly(
            new RouteStatistics("AUS", "SAT", 500, 2, 5.5),
            new RouteStatistics("AUS", "DFW", 500, 1, 2));
    assertThat(warehouse.routes(List.of(NEXT)))
        .containsExactly(new RouteStatistics("AUS", "SAT", 500, 1, 7));
  }

  @Test
  void airportsAreThoseOfDepartureAndArrival() throws Exception {
    Warehouse warehouse = warehouse();
    warehouse.replace(DAY, Stream.of(flight(DAY, "SAT", "AUS", 4), flight(DAY, "DFW", "SAT", 2)));

    assertThat(warehouse.airports(DAY)).containsExactly("AUS", "DFW", "SAT");
  }

  @Test
  void delaysBeyondALimitAreFoundTheWorstFirst() throws Exception {
    Warehouse warehouse = warehouse();
    warehouse.replace(
        DAY,
        Stream.of(
            flight(DAY, "AUS", "SAT", 100),
            flight(DAY, "AUS", "SAT", 101),
            flight(DAY, "AUS", "DFW", -102)));

    assertThat(warehouse.beyond(DAY, 100))
        .containsExactly(flight(DAY, "AUS", "DFW", -102), flight(DAY, "AUS", "SAT", 101));
  }

  @Test
  void flightsThatSayTheSameAreCountedBeyondTheFirst() throws Exception {
    Warehouse warehouse = warehouse();
    Flight one = flight(DAY, "AUS", "SAT", 4);
    warehouse.replace(DAY, Stream.of(one, one, one, flight(DAY, "AUS", "SAT", 5)));

    assertThat(warehouse.repeated(DAY)).isEqualTo(2);
  }

  @Test
  void daysAreLoadedAtTheSameTime() throws Exception {
    Warehouse warehouse = warehouse();
    List<LocalDate> days = Stream.iterate(DAY, day -> day.plusDays(1)).limit(12).toList();

    List<Future<Long>> loads = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (LocalDate day : days) {
        loads.add(
            threads.submit(() ->
                warehouse.replace(
                    day, Stream.generate(() -> flight(day, "AUS", "SAT", 1)).limit(5_000))));
      }
    }

    for (Future<Long> load : loads) {
      assertThat(load.get()).isEqualTo(5_000);
    }
    assertThat(warehouse.routes(days))
        .extracting(RouteStatistics::flights)
        .containsExactly(60_000L);
  }
}
