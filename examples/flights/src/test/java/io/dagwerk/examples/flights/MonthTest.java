package io.dagwerk.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.automation.tick.EndedTick;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunTags;
import io.dagwerk.testing.Clockwork;
import io.dagwerk.testing.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A month of the pipeline on a clock that the test holds: reports land, days fill, a check blocks
/// a bad day, the month is summed up.
class MonthTest {
  private static final LocalDate FIRST = LocalDate.of(2001, 1, 1);
  private static final LocalDate BAD = LocalDate.of(2001, 1, 17);

  @TempDir Path folder;
  private final Flights flights = new Flights();
  private final Automation automation = new Automation(flights, Path.of("presets"));
  private Clockwork clock;

  @BeforeEach
  void newYear() {
    new Reports(folder).airports("AUS", "SAT");
    clock =
        Clockwork.of(Definitions.in(flights, automation))
            .startingAt("2001-01-01T00:00-05:00")
            .with(flights.landing, new LandingFolder(folder))
            .with(flights.warehouse, new InMemoryWarehouse());
  }

  @Test
  void aMonthGoesBy() throws IOException {
    clock.advance(Duration.ofHours(4));
    for (LocalDate day = FIRST; day.getMonthValue() == 1; day = day.plusDays(1)) {
      clock.advance(Duration.ofDays(1));
      land(day, day.equals(BAD) ? "XXX" : "SAT");
    }
    clock.advance(Duration.ofDays(1));

    assertThat(clock.partitions(flights.rawFlights)).hasSize(31);
    assertThat(clock.partitions(flights.dailyDelays))
        .hasSize(30)
        .doesNotContain(PartitionKey.of(BAD.toString()));
    assertThat(clock.runs(automation.refresh)).filteredOn(run -> !run.succeeded()).hasSize(2);
    assertThat(clock.ticks(automation.monthEnds))
        .singleElement()
        .satisfies(tick -> assertThat(tick.at()).isEqualTo("2001-02-02T05:00:00Z"));
    assertThat(clock.runs(automation.sumUp)).singleElement().matches(Result::succeeded);
    assertThat(clock.value(flights.monthlyReport, "2001-01").days()).isEqualTo(30);

    land(BAD, "SAT");
    clock.advance(Duration.ofHours(1));

    assertThat(clock.partitions(flights.dailyDelays)).hasSize(31);
    assertThat(clock.value(flights.monthlyReport, "2001-01").days()).isEqualTo(31);
  }

  @Test
  void aReportThatLandedIsRunOnceByTheSensorAndOnceInTheMorning() throws IOException {
    clock.advance(Duration.ofDays(1).plusHours(4));
    land(FIRST, "SAT");
    clock.advance(Duration.ofDays(1));

    assertThat(clock.launches(automation.refresh))
        .extracting(run -> run.tags().getOrDefault(RunTags.SENSOR, "the morning"))
        .containsExactly("new_reports", "the morning");
    assertThat(clock.ticks(automation.newReports)).filteredOn(EndedTick::hasSucceeded).hasSize(1);
  }

  /// A flight to this airport is reported now.
  private void land(LocalDate day, String destination) throws IOException {
    new Reports(folder).day(day.toString(), day + "T08:30,AUS," + destination + ",66,20");
    Files.setLastModifiedTime(new LandingFolder(folder).fileOf(day), FileTime.from(clock.now()));
  }
}
