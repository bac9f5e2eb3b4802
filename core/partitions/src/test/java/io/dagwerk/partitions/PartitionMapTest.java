package io.dagwerk.partitions;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.Partitioning;
import io.dagwerk.model.Partitions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PartitionMapTest {
  private static final PartitionSets SETS = PartitionSets.at(Instant.parse("2001-02-10T00:00:00Z"));
  private static final Partitions DAYS = Partitions.daily("2001-01-30");
  private static final Partitions HOURS = Partitions.hourly("2001-01-30");
  private static final Partitions MONTHS = Partitions.monthly("2001-01-01");
  private static final Partitions WEEKS = Partitions.weekly("2001-01-01");
  private static final Partitions REGIONS = Partitions.fixed("eu", "us");
  private static final Partitions DAYS_OF_REGIONS =
      Partitions.times(DAYS, REGIONS).named("day", "region");

  private static List<String> keys(
      Partitions reader, String key, Partitions upstream, PartitionMapping mapping) {
    return new PartitionMap(SETS, Optional.of(reader), upstream)
        .upstreamKeys(Optional.of(PartitionKey.of(key)), Optional.of(mapping)).stream()
            .map(PartitionKey::text)
            .toList();
  }

  private static List<String> byDefault(Partitions reader, String key, Partitions upstream) {
    return new PartitionMap(SETS, Optional.of(reader), upstream)
        .upstreamKeys(Optional.of(PartitionKey.of(key)), Optional.empty()).stream()
            .map(PartitionKey::text)
            .toList();
  }

  @Test
  void withoutAMappingTheSameKeyOrTheCoveringWindowIsRead() {
    assertThat(byDefault(DAYS, "2001-01-31", DAYS)).containsExactly("2001-01-31");
    assertThat(byDefault(DAYS, "2001-01-31", MONTHS)).containsExactly("2001-01");
    assertThat(byDefault(DAYS, "2001-02-03", WEEKS)).containsExactly("2001-01-29");
    assertThat(byDefault(HOURS, "2001-01-31T23", DAYS)).containsExactly("2001-01-31");
    assertThat(byDefault(DAYS_OF_REGIONS, "2001-01-31|us", DAYS)).containsExactly("2001-01-31");
    assertThat(byDefault(DAYS_OF_REGIONS, "2001-01-31|us", REGIONS)).containsExactly("us");
    assertThat(byDefault(DAYS_OF_REGIONS, "2001-01-31|us", DAYS_OF_REGIONS))
        .containsExactly("2001-01-31|us");
  }

  @Test
  void aCoveringWindowThatHasNotEndedDoesNotExist() {
    assertThat(byDefault(DAYS, "2001-02-03", MONTHS)).isEmpty();
  }

  @Test
  void allAreEveryOneOrThoseOfTheReadersTime() {
    PartitionMapping all = new PartitionMapping.All();

    assertThat(keys(MONTHS, "2001-01", DAYS, all)).containsExactly("2001-01-30", "2001-01-31");
    assertThat(keys(REGIONS, "eu", REGIONS, all)).containsExactly("eu", "us");
    assertThat(keys(DAYS_OF_REGIONS, "2001-01-31|us", DAYS_OF_REGIONS, all))
        .containsExactly("2001-01-31|eu", "2001-01-31|us");
    assertThat(
            new PartitionMap(SETS, Optional.empty(), REGIONS)
                .upstreamKeys(Optional.empty(), Optional.of(all)))
        .containsExactly(PartitionKey.of("eu"), PartitionKey.of("us"));
  }

  @Test
  void overlappingKeepsTheOtherDimensionsAndMovesTheEnds() {
    assertThat(
            keys(
                DAYS_OF_REGIONS,
                "2001-01-31|us",
                DAYS_OF_REGIONS,
                new PartitionMapping.Overlapping(-1, 0)))
        .containsExactly("2001-01-30|us", "2001-01-31|us");
    assertThat(keys(DAYS, "2001-02-02", DAYS, new PartitionMapping.Overlapping(-2, 1)))
        .containsExactly("2001-01-31", "2001-02-01", "2001-02-02", "2001-02-03");
    assertThat(keys(DAYS, "2001-01-30", DAYS, new PartitionMapping.Overlapping(-2, 0)))
        .containsExactly("2001-01-30");
  }

  @Test
  void offsetMovesAlongTheUpstreamOrder() {
    PartitionMapping previous = new PartitionMapping.Offset(-1);

    assertThat(keys(DAYS, "2001-01-31", DAYS, previous)).containsExactly("2001-01-30");
    assertThat(keys(DAYS, "2001-01-30", DAYS, previous)).isEmpty();
    assertThat(keys(REGIONS, "us", REGIONS, previous)).containsExactly("eu");
    assertThat(keys(DAYS_OF_REGIONS, "2001-01-31|us", DAYS_OF_REGIONS, previous))
        .containsExactly("2001-01-30|us");
    assertThat(keys(DAYS, "2001-02-03", MONTHS, previous)).containsExactly("2001-01");
  }

  @Test
  void theLastIsTheNewestOfTheSameOtherDimensions() {
    PartitionMapping last = new PartitionMapping.Last();

    assertThat(keys(DAYS, "2001-01-31", DAYS, last)).containsExactly("2001-02-09");
    assertThat(keys(REGIONS, "eu", DAYS_OF_REGIONS, last)).containsExactly("2001-02-09|eu");
    assertThat(keys(REGIONS, "eu", REGIONS, last)).containsExactly("us");
  }

  @Test
  void givenKeysAreThoseThatExist() {
    SequencedMap<PartitionKey, List<PartitionKey>> table = new LinkedHashMap<>();
    table.put(PartitionKey.of("eu"), List.of(PartitionKey.of("us"), PartitionKey.of("asia")));

    assertThat(
            keys(
                DAYS,
                "2001-01-31",
                REGIONS,
                new PartitionMapping.Specific(
                    List.of(PartitionKey.of("us"), PartitionKey.of("asia")))))
        .containsExactly("us");
    assertThat(keys(REGIONS, "eu", REGIONS, new PartitionMapping.ByKey(table)))
        .containsExactly("us");
    assertThat(keys(REGIONS, "us", REGIONS, new PartitionMapping.ByKey(table))).isEmpty();
  }

  @Test
  void relatedAreThoseOfTheSameTimeInEitherDirection() {
    assertThat(related(DAYS, "2001-01-31", MONTHS)).containsExactly("2001-01");
    assertThat(related(MONTHS, "2001-01", DAYS)).containsExactly("2001-01-30", "2001-01-31");
    assertThat(related(DAYS, "2001-01-31", DAYS_OF_REGIONS))
        .containsExactly("2001-01-31|eu", "2001-01-31|us");
    assertThat(related(DAYS, "2001-01-31", REGIONS)).isEmpty();
  }

  private static Stream<String> related(Partitions given, String key, Partitions other) {
    return new PartitionMap(SETS, Optional.of(given), other)
        .related(PartitionKey.of(key)).stream().map(PartitionKey::text);
  }

  @Test
  void oneValueIsReadOnlyWhereTheReaderNamesOne() {
    assertThat(Partitioning.readsOne(Optional.of(DAYS), MONTHS)).isTrue();
    assertThat(Partitioning.readsOne(Optional.of(MONTHS), DAYS)).isFalse();
    assertThat(Partitioning.readsOne(Optional.of(WEEKS), MONTHS)).isFalse();
    assertThat(Partitioning.readsOne(Optional.empty(), DAYS)).isFalse();
    assertThat(Partitioning.readsOne(Optional.of(DAYS_OF_REGIONS), REGIONS)).isTrue();
    assertThat(Partitioning.readsOne(Optional.of(DAYS), DAYS_OF_REGIONS)).isFalse();
    assertThat(
            Partitioning.readsOne(
                Optional.of(Partitions.daily("2001-01-01").in("Asia/Kolkata")), DAYS))
        .isFalse();
  }

  @Test
  void aMissingMappingIsExplained() {
    assertThat(Partitioning.problem(Optional.of(MONTHS), DAYS, Optional.empty()))
        .contains(
            "which is partitioned by day, while the reader is partitioned by month;"
                + " say which partitions are meant, such as .allPartitions()");
    assertThat(
            Partitioning.problem(Optional.empty(), DAYS, Optional.of(new PartitionMapping.All())))
        .isEmpty();
  }
}
