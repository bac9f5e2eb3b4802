package io.dagwerk.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.definitions.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is read from the landing folder, and what is said of files that are wrong.
class LandingFolderTest {
  private static final LocalDate DAY = LocalDate.of(2001, 1, 9);

  @TempDir Path folder;

  @Test
  void flightsAreReadLineByLine() throws IOException {
    new Reports(folder).day("2001-01-09", "2001-01-09T08:30,AUS,SAT,66,-7");

    assertThat(flights())
        .containsExactly(new Flight(LocalDateTime.of(2001, 1, 9, 8, 30), "AUS", "SAT", 66, -7));
  }

  @Test
  void aCommaInQuotesBelongsToTheName() throws IOException {
    new Reports(folder)
        .file(
            "airports.csv",
            "iata,name,city,state,country,latitude,longitude",
            "BTR,\"Baton Rouge \"\"Metropolitan\"\", Ryan\",Baton Rouge,LA,USA,30.5,-91.1");

    assertThat(new LandingFolder(folder).airports())
        .singleElement()
        .extracting(Airport::name)
        .isEqualTo("Baton Rouge \"Metropolitan\", Ryan");
  }

  @Test
  void theRealAirportsAreRead() throws IOException {
    assertThat(new LandingFolder(Reports.REAL).airports()).hasSize(3_376);
  }

  @Test
  void aLineThatIsWrongIsNamedAndNotReadAgain() {
    new Reports(folder)
        .day("2001-01-09", "2001-01-09T08:30,AUS,SAT,66,-7", "2001-01-09T09:30,AUS,SAT,66,late");

    assertThatThrownBy(this::flights)
        .asInstanceOf(InstanceOfAssertFactories.type(Failure.class))
        .satisfies(failure -> assertThat(failure.mayRetry()).isFalse())
        .extracting(Failure::getMessage, InstanceOfAssertFactories.STRING)
        .startsWith("2001-01-09.csv.gz, line 3: '2001-01-09T09:30,AUS,SAT,66,late' does not fit");
  }

  @Test
  void aFileWithOtherColumnsIsRefused() {
    new Reports(folder).file("2001-01-09.csv.gz", "departure,from,to", "2001-01-09T08:30,AUS,SAT");

    assertThatThrownBy(this::flights)
        .hasMessage(
            "2001-01-09.csv.gz, line 1: expected the columns"
                + " [departure, origin, destination, distance, delay], but found"
                + " 'departure,from,to'");
  }

  @Test
  void aDayThatHasNotLandedMayBeTriedAgain() {
    assertThatThrownBy(this::flights)
        .hasMessage("no flights of 2001-01-09 have landed")
        .asInstanceOf(InstanceOfAssertFactories.type(Failure.class))
        .satisfies(failure -> assertThat(failure.mayRetry()).isTrue());
  }

  @Test
  void aFolderThatIsNotThereIsRefused() {
    LandingFolder.Settings settings = new LandingFolder.Settings(folder.resolve("nowhere"));

    assertThatThrownBy(() -> LandingFolder.open(settings))
        .hasMessageContaining("set resources.landing.config.folder");
  }

  private List<Flight> flights() throws IOException {
    try (Stream<Flight> flights = new LandingFolder(folder).flights(DAY)) {
      return flights.toList();
    }
  }
}
