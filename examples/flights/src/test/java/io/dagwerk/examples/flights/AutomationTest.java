package io.dagwerk.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.definitions.Decision;
import io.dagwerk.definitions.RunRequest;
import io.dagwerk.definitions.Tick;
import io.dagwerk.model.PartitionKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When runs are asked for.
class AutomationTest {
  private static final Instant EARLY = Instant.parse("2001-01-12T08:00:00Z");
  private static final Instant LATER = Instant.parse("2001-01-12T09:00:00Z");

  @TempDir Path folder;

  @Test
  void theMorningAsksForYesterdayAsNewYorkHasIt() {
    // Half past ten in the evening of the 9th, in New York.
    Decision decision = Automation.yesterday(new Tick(Instant.parse("2001-01-10T03:30:00Z")));

    assertThat(requests(decision))
        .extracting(RunRequest::partitions)
        .containsExactly(List.of(PartitionKey.of("2001-01-08")));
  }

  @Test
  void eachReportThatHasLandedIsAskedForByItsDay() throws IOException {
    land("2001-01-09", EARLY);
    land("2001-01-10", EARLY);
    new Reports(folder).airports("AUS");

    Decision decision = look(Optional.empty());

    assertThat(requests(decision))
        .extracting(request -> request.partitions().getFirst().text())
        .containsExactly("2001-01-09", "2001-01-10");
    assertThat(requests(decision)).extracting(RunRequest::key).doesNotHaveDuplicates();
  }

  @Test
  void nothingIsAskedForUntilAnotherReportLands() throws IOException {
    land("2001-01-09", EARLY);
    Optional<String> cursor = cursorOf(look(Optional.empty()));

    assertThat(look(cursor)).isInstanceOf(Decision.Skip.class);
  }

  @Test
  void aReportOfAnOlderDayIsFoundThoughItLandsLate() throws IOException {
    land("2001-01-09", EARLY);
    Optional<String> cursor = cursorOf(look(Optional.empty()));

    land("2001-01-05", LATER);

    assertThat(requests(look(cursor)))
        .extracting(request -> request.partitions().getFirst().text())
        .containsExactly("2001-01-05");
  }

  @Test
  void aCorrectedReportIsAskedForUnderAnotherKey() throws IOException {
    land("2001-01-09", EARLY);
    Decision first = look(Optional.empty());

    land("2001-01-09", LATER);
    Decision second = look(cursorOf(first));

    assertThat(requests(second)).hasSize(1);
    assertThat(requests(second).getFirst().key()).isNotEqualTo(requests(first).getFirst().key());
  }

  @Test
  void moreReportsThanOneLookTakesAreLeftToTheNext() throws IOException {
    for (int day = 0; day < Automation.MOST_RUNS + 3; day++) {
      land("2001-%02d-%02d".formatted(day / 28 + 1, day % 28 + 1), EARLY);
    }

    Decision first = look(Optional.empty());
    Decision second = look(cursorOf(first));

    assertThat(requests(first)).hasSize(Automation.MOST_RUNS);
    assertThat(requests(second)).hasSize(3);
  }

  private void land(String day, Instant at) throws IOException {
    new Reports(folder).day(day);
    Files.setLastModifiedTime(folder.resolve(day + ".csv.gz"), FileTime.from(at));
  }

  private Decision look(Optional<String> cursor) throws IOException {
    return Automation.reportsAfter(new LandingFolder(folder), cursor);
  }

  private static List<RunRequest> requests(Decision decision) {
    return assertThat(decision)
        .asInstanceOf(InstanceOfAssertFactories.type(Decision.Request.class))
        .actual()
        .runs();
  }

  private static Optional<String> cursorOf(Decision decision) {
    return assertThat(decision)
        .asInstanceOf(InstanceOfAssertFactories.type(Decision.Request.class))
        .actual()
        .cursor();
  }
}
