package io.dagwerk.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.Partitions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which partitions may be read as one value, and what is said when they may not.
class PartitionProblemsTest {
  private static final SequencedMap<String, Partitions> WAYS = ways();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // reader | what it may read without a mapping
        "none     | none",
        "hours    | none hours days weeks months",
        "days     | none days weeks months",
        "weeks    | none weeks",
        "months   | none months",
        "days_ny  | none days_ny",
        "regions  | none regions",
        "clients  | none clients",
        "both     | none days weeks months regions both"
      })
  void onePartitionOfAReaderNamesOneOfWhatItReads(String reader, String readable) {
    TreeSet<String> found = new TreeSet<>();
    for (String name : names()) {
      Asset<String> read = asset("upstream", way(name)).by(() -> "x");
      if (FoundProblems.of(read, reader(way(reader), read)).isEmpty()) {
        found.add(name);
      }
    }

    assertThat(String.join(" ", found))
        .isEqualTo(String.join(" ", new TreeSet<>(List.of(readable.split(" ")))));
  }

  @ParameterizedTest
  @CsvSource({
    "days,    none,    partitioned by day, not partitioned",
    "days,    months,  partitioned by day, partitioned by month",
    "months,  weeks,   partitioned by month, partitioned by week",
    "regions, days,    partitioned by 2 fixed keys, partitioned by day",
    "clients, none,    partitioned by the dynamic keys 'clients', not partitioned",
    "both,    days,    partitioned by day and dimension_2, partitioned by day"
  })
  void aMissingMappingIsToldWithBothPartitionings(
      String upstream, String reader, String has, String is) {
    Asset<String> read = asset("upstream", way(upstream)).by(() -> "x");

    assertThat(FoundProblems.of(read, reader(way(reader), read)))
        .containsExactly(
            "asset 'reader' reads asset 'upstream', which is %s, while the reader is %s;"
                    .formatted(has, is)
                + " say which partitions are meant, such as .allPartitions()");
  }

  @Test
  void allPartitionsAndTheLastMayBeReadByAnyReader() {
    for (String name : names()) {
      Optional<Partitions> reader = way(name);
      Asset<String> days = asset("upstream", way("days")).by(() -> "x");

      assertThat(FoundProblems.of(days, reader(reader, days.allPartitions()))).isEmpty();
      assertThat(FoundProblems.of(days, reader(reader, days.lastPartition()))).isEmpty();
    }
  }

  @Test
  void thePartitionBeforeIsReadOfTheSamePartitions() {
    Asset<String> days = asset("upstream", way("days")).by(() -> "x");

    assertThat(FoundProblems.of(days, reader(way("days"), days.previousPartition()))).isEmpty();
    assertThat(FoundProblems.of(days, reader(way("months"), days.previousPartition())))
        .singleElement()
        .asString()
        .contains("partitioned by day, while the reader is partitioned by month");
  }

  @Test
  void aBundleAndACheckReadAsAssetsDo() {
    Asset<String> days = asset("upstream", way("days")).by(() -> "x");
    Asset<String> whole = asset("whole", Optional.empty()).by(() -> "x");
    Bundle<Split> split = Bundle.named("split", Split.class).from(days).by(Split::new);
    Asset<String> part = split.part("part", String.class, Split::text);
    Check check = Check.named("sane").on(whole).from(days).by(text -> Outcome.success());

    assertThat(FoundProblems.of(days, whole, split, part, check))
        .hasSize(2)
        .allMatch(
            problem -> problem.contains("reads asset 'upstream', which is partitioned by day"));
  }

  @Test
  void anotherTypeIsReadOfTheSamePartition() {
    Asset<String> days = asset("upstream", way("days")).by(() -> "x");

    assertThat(FoundProblems.of(days, reader(way("days"), days.as(Integer.class)))).isEmpty();
    assertThat(FoundProblems.of(days, reader(Optional.empty(), days.as(Integer.class)))).hasSize(1);
  }

  @Test
  void windowsOfACronNameThoseOfTheSameCron() {
    Partitions mornings = Partitions.cron("0 6 * * *", "2001-01-01");
    Asset<String> cron = asset("upstream", Optional.of(mornings)).by(() -> "x");

    assertThat(FoundProblems.of(cron, reader(Optional.of(mornings), cron))).isEmpty();
    assertThat(
            FoundProblems.of(
                cron, reader(Optional.of(Partitions.cron("0 6 * * *", "2002-01-01")), cron)))
        .isEmpty();
    assertThat(FoundProblems.of(cron, reader(way("days"), cron.allPartitions()))).isEmpty();
    assertThat(FoundProblems.of(cron, reader(way("days"), cron)))
        .singleElement()
        .asString()
        .contains(
            "which is partitioned by cron '0 6 * * *', while the reader is partitioned by day");
  }

  @Test
  void aFunctionOfTheUsersOwnMayBeRead() {
    Asset<String> days = asset("upstream", way("days")).by(() -> "x");
    PartitionFunction before = day -> List.of(day);

    assertThat(
            FoundProblems.of(
                days,
                reader(way("days"), days.partitions("before", before)),
                asset("other", way("months")).from(days.partitions("before", before)).by(x -> "")))
        .isEmpty();
    assertThat(
            FoundProblems.of(
                days,
                reader(way("days"), days.partitions("before", before)),
                asset("other", way("days"))
                    .from(days.partitions("before", day -> List.of()))
                    .by(x -> "")))
        .containsExactly(
            "asset 'other' uses a second function named 'before'; use one constant for both, or"
                + " name one of them differently");
    assertThat(FoundProblems.of(days, reader(Optional.empty(), days.partitions("before", before))))
        .containsExactly(
            "asset 'reader' reads asset 'upstream', by the key of the reader, which is not"
                + " partitioned; name the partitions by Specific");
    assertThat(
            FoundProblems.of(
                days,
                reader(way("days"), days.partitions(new PartitionMapping.Custom("holidays")))))
        .containsExactly(
            "asset 'reader' reads asset 'upstream' by the mapping 'holidays', which has no"
                + " function; give it one by partitions(\"holidays\", ...)");
    assertThat(FoundProblems.of(days, reader(way("days"), days.partitions("a b", before))))
        .singleElement()
        .asString()
        .startsWith("mapping 'a b' is not a valid name");
  }

  @Test
  void theDimensionsOfAMappingAreThoseThatThereAre() {
    Asset<String> both = asset("upstream", way("both")).by(() -> "x");
    PartitionMapping.ByDimension none = PartitionMapping.byDimension();

    assertThat(
            FoundProblems.of(
                both,
                reader(
                    way("days"),
                    both.partitions(
                        none.and("day", new PartitionMapping.Offset(-1))
                            .and("dimension_2", new PartitionMapping.All())))))
        .isEmpty();
    assertThat(
            FoundProblems.of(
                both,
                reader(way("days"), both.partitions(none.and("dya", new PartitionMapping.All())))))
        .containsExactly(
            "asset 'reader' reads asset 'upstream', which has no dimension 'dya';"
                + " did you mean 'day'?");
    assertThat(
            FoundProblems.of(
                both,
                reader(
                    way("both"),
                    both.partitions(none.and("day", "region", new PartitionMapping.All())))))
        .containsExactly(
            "asset 'reader' reads asset 'upstream', in whose mapping the reader has no dimension"
                + " 'region'; there are day, dimension_2");
    assertThat(
            FoundProblems.of(
                both,
                reader(
                    way("months"), both.partitions(none.and("day", new PartitionMapping.Same())))))
        .singleElement()
        .asString()
        .startsWith(
            "asset 'reader' reads asset 'upstream', by dimension 'day', which is partitioned by day,"
                + " while the reader is partitioned by month");
  }

  private record Split(String text) {}

  private static Asset.Builder<String> asset(String name, Optional<Partitions> partitions) {
    Asset.Builder<String> builder = Asset.named(name, String.class);
    return partitions.map(builder::partitionedBy).orElse(builder);
  }

  private static Asset<String> reader(Optional<Partitions> partitions, Input<?> read) {
    return asset("reader", partitions).from(read).by(any -> "x");
  }

  private static List<String> names() {
    return Stream.concat(Stream.of("none"), WAYS.keySet().stream()).toList();
  }

  /// How something is partitioned by this name; empty for `none`.
  private static Optional<Partitions> way(String name) {
    return Optional.ofNullable(WAYS.get(name));
  }

  private static SequencedMap<String, Partitions> ways() {
    SequencedMap<String, Partitions> ways = new LinkedHashMap<>();
    Partitions days = Partitions.daily("2001-01-01");
    Partitions regions = Partitions.fixed("eu", "us");
    ways.put("hours", Partitions.hourly("2001-01-01"));
    ways.put("days", days);
    ways.put("weeks", Partitions.weekly("2001-01-01"));
    ways.put("months", Partitions.monthly("2001-01-01"));
    ways.put("days_ny", Partitions.daily("2001-01-01").in("America/New_York"));
    ways.put("regions", regions);
    ways.put("clients", Partitions.dynamic("clients"));
    ways.put("both", Partitions.times(days, regions));
    return ways;
  }
}
