package io.dagwerk.partitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions;
import io.dagwerk.testsupport.Covers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PartitionSetTest {
  private static final Instant NOW = Instant.parse("2020-09-15T10:00:00Z");

  private static PartitionSet at(String now, Partitions partitions) {
    return PartitionSets.at(Instant.parse(now)).of(partitions);
  }

  private static List<String> texts(Stream<PartitionKey> keys) {
    return keys.map(PartitionKey::text).toList();
  }

  @Test
  @Covers("K12.2")
  void theLastDayIsTheOneThatHasEnded() {
    PartitionSet days = PartitionSets.at(NOW).of(Partitions.daily("2020-09-01"));

    assertThat(days.last()).contains(PartitionKey.of("2020-09-14"));
    assertThat(days.count()).isEqualTo(14);
  }

  @Test
  void windowsAheadExistBeforeTheyEnd() {
    Partitions.TimeWindows days = Partitions.daily("2020-09-01");

    assertThat(PartitionSets.at(NOW).of(days.ahead(2)).last())
        .contains(PartitionKey.of("2020-09-16"));
    assertThat(PartitionSets.at(NOW).of(days.ahead(-1)).last())
        .contains(PartitionKey.of("2020-09-13"));
    assertThat(PartitionSets.at(NOW).of(days.ahead(9).until("2020-09-12")).last())
        .contains(PartitionKey.of("2020-09-11"));
  }

  @Test
  void windowsBeginAtTheFirstBoundaryThatIsNotBeforeTheStart() {
    assertThat(PartitionSets.at(NOW).of(Partitions.weekly("2020-09-01")).keys())
        .containsExactly(PartitionKey.of("2020-09-07"));
    assertThat(PartitionSets.at(NOW).of(Partitions.monthly("2020-06-02")).keys())
        .containsExactly(PartitionKey.of("2020-07"), PartitionKey.of("2020-08"));
  }

  @Test
  void nothingExistsBeforeTheStart() {
    PartitionSet days = PartitionSets.at(NOW).of(Partitions.daily("2021-01-01"));

    assertThat(days.count()).isZero();
    assertThat(days.keys()).isEmpty();
    assertThat(days.first()).isEmpty();
    assertThat(days.last()).isEmpty();
    assertThat(days.describe()).isEqualTo("no days yet, the first will be 2021-01-01");
  }

  @Test
  @Covers("K12.3")
  void theHourThatIsShownTwiceHasTwoKeys() {
    PartitionSet hours =
        at("2001-10-28T08:00:00Z", Partitions.hourly("2001-10-28").in("America/New_York"));

    assertThat(texts(hours.keys()))
        .containsExactly("2001-10-28T00", "2001-10-28T01", "2001-10-28T01-05:00", "2001-10-28T02");
    assertThat(hours.window(PartitionKey.of("2001-10-28T01-05:00")).orElseThrow().start())
        .isEqualTo(Instant.parse("2001-10-28T06:00:00Z"));
    assertThat(hours.contains(PartitionKey.of("2001-10-28T01-04:00"))).isFalse();
  }

  @Test
  void theHourThatIsLeftOutHasNone() {
    PartitionSet hours =
        at("2001-04-01T08:00:00Z", Partitions.hourly("2001-04-01").in("America/New_York"));

    assertThat(texts(hours.keys()))
        .containsExactly("2001-04-01T00", "2001-04-01T01", "2001-04-01T03");
  }

  @Test
  void theDayThatACountryLeftOutDoesNotExist() {
    PartitionSet days =
        at("2012-01-02T00:00:00Z", Partitions.daily("2011-12-28").in("Pacific/Apia"));

    assertThat(texts(days.keys()))
        .containsExactly("2011-12-28", "2011-12-29", "2011-12-31", "2012-01-01");
    assertThat(days.contains(PartitionKey.of("2011-12-30"))).isFalse();
    assertThat(days.step(PartitionKey.of("2011-12-31"), -1))
        .contains(PartitionKey.of("2011-12-29"));
  }

  @Test
  void theNumberOfAWindowDoesNotDependOnTheStart() {
    PartitionKey day = PartitionKey.of("2020-03-01");

    assertThat(PartitionSets.at(NOW).of(Partitions.daily("2020-01-01")).numberOf(day))
        .isEqualTo(PartitionSets.at(NOW).of(Partitions.daily("1990-01-01")).numberOf(day));
  }

  @Test
  void badlyWrittenKeysDoNotExist() {
    PartitionSet days = PartitionSets.at(NOW).of(Partitions.daily("2020-01-01"));
    PartitionSet hours = PartitionSets.at(NOW).of(Partitions.hourly("2020-01-01"));

    for (String key : List.of("2020-02-30", "2020-2-3", "20200203", "2020-02", "x", "2019-12-31")) {
      assertThat(days.contains(PartitionKey.of(key))).as(key).isFalse();
    }
    for (String key : List.of("2020-02-03", "2020-02-03T24", "2020-02-03T1", "2020-02-03T10:00")) {
      assertThat(hours.contains(PartitionKey.of(key))).as(key).isFalse();
    }
  }

  @Test
  void aKeyThatDoesNotExistIsToldWithThoseThatDo() {
    PartitionSet days = PartitionSets.at(NOW).of(Partitions.daily("2020-09-01"));

    assertThatThrownBy(
            () -> days.between(PartitionKey.of("2020-09-02"), PartitionKey.of("2020-09-20")))
        .hasMessage("no partition '2020-09-20'; there are days from 2020-09-01 to 2020-09-14");
    assertThatThrownBy(
            () -> days.between(PartitionKey.of("2020-09-02"), PartitionKey.of("2020-09-01")))
        .hasMessageContaining("a range ends at or after its start");
  }

  @Test
  void severalDimensionsAreCombinedTheFirstChangingSlowest() {
    Partitions product =
        Partitions.times(Partitions.daily("2020-09-13"), Partitions.fixed("eu", "us"));
    PartitionSet set = PartitionSets.at(NOW).of(product);

    assertThat(texts(set.keys()))
        .containsExactly("2020-09-13|eu", "2020-09-13|us", "2020-09-14|eu", "2020-09-14|us");
    assertThat(set.step(PartitionKey.of("2020-09-14|us"), -1))
        .contains(PartitionKey.of("2020-09-13|us"));
    assertThat(set.contains(PartitionKey.of("2020-09-14|"))).isFalse();
    assertThat(set.contains(PartitionKey.of("2020-09-14"))).isFalse();
    for (long i = 0; i < set.count(); i++) {
      assertThat(set.placeOf(set.keyAtPlace(i).orElseThrow())).hasValue(i);
      assertThat(set.keyAt(set.numberOf(set.keyAtPlace(i).orElseThrow())))
          .isEqualTo(set.keyAtPlace(i));
    }
  }

  @Test
  void dynamicKeysAreThoseThatThereAre() {
    SequencedMap<String, List<PartitionKey>> keys = new LinkedHashMap<>();
    keys.put("customers", List.of(PartitionKey.of("acme"), PartitionKey.of("globex")));
    PartitionSets sets = new PartitionSets(NOW, keys);

    assertThat(texts(sets.of(Partitions.dynamic("customers")).keys()))
        .containsExactly("acme", "globex");
    assertThat(sets.of(Partitions.dynamic("others")).describe()).isEqualTo("no keys yet");
  }

  @Test
  @Covers("K12.1")
  void aKeyGivenTwiceIsRefused() {
    assertThatThrownBy(() -> Partitions.fixed("eu", "us", "eu"))
        .hasMessage("partition key 'eu' is given twice; name each partition once");
  }

  @Test
  void aMillionPartitionsAreNotListed() {
    PartitionSet hours =
        at("2114-01-29T16:00:00Z", Partitions.hourly("2000-01-01").in("Europe/Amsterdam"));

    assertThat(hours.count()).isGreaterThan(1_000_000);
    PartitionKey last = hours.last().orElseThrow();
    assertThat(hours.step(hours.first().orElseThrow(), hours.count() - 1)).contains(last);
    assertThat(hours.step(hours.first().orElseThrow(), hours.count())).isEmpty();
  }
}
