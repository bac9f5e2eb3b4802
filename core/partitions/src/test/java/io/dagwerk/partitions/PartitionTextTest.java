package io.dagwerk.partitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionTextTest {
  private static final PartitionSets SETS = PartitionSets.at(Instant.parse("2001-02-10T00:00:00Z"));
  private static final PartitionSet DAYS = SETS.of(Partitions.daily("2001-01-01"));
  private static final PartitionSet REGIONS = SETS.of(Partitions.fixed("eu", "us", "asia", "us 2"));
  private static final PartitionSet BOTH =
      SETS.of(
          Partitions.times(Partitions.daily("2001-01-01"), Partitions.fixed("eu", "us", "asia"))
              .named("day", "region"));
  private static final PartitionSet STRANGE =
      SETS.of(Partitions.fixed("a,b", "say \"x\"", "a...b", "*", "back\\slash", "a|b", " spaced"));

  private static String again(String text, PartitionSet set) {
    return PartitionText.print(PartitionText.parse(text, set), set);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "2001-01-01...2001-01-15,2001-02-01 # 2001-01-01...2001-01-15,2001-02-01",
        "2001-01-03, 2001-01-02,2001-01-01 # 2001-01-01...2001-01-03",
        "2001-01-01 ... 2001-01-01 # 2001-01-01",
        "2001-01-30...2001-02-02,2001-02-01...2001-02-04 # 2001-01-30...2001-02-04",
        "2001-02-* # 2001-02-01...2001-02-09",
        "*-01 # 2001-01-01,2001-02-01",
        "* # 2001-01-01...2001-02-09",
        "\"2001-01-01\"...2001-01-02 # 2001-01-01...2001-01-02"
      })
  void windowsAreNamedByTheEndsOfTheirRuns(String text, String printed) {
    assertThat(again(text, DAYS)).isEqualTo(printed);
  }

  @Test
  void otherKeysAreNamedOneByOne() {
    assertThat(again("us...us 2", REGIONS)).isEqualTo("us,asia,us 2");
    assertThat(again("us*, eu", REGIONS)).isEqualTo("eu,us,us 2");
    assertThat(again("", REGIONS)).isEmpty();
    assertThat(PartitionText.parse("eu", REGIONS)).isEqualTo(PartitionSubset.of(0));
  }

  @Test
  void eachDimensionIsNamed() {
    assertThat(again("2001-01-01...2001-01-03|eu,2001-01-02|us", BOTH))
        .isEqualTo("2001-01-01...2001-01-03|eu,2001-01-02|us");
    assertThat(again("2001-02-0*|*s*", BOTH))
        .isEqualTo("2001-02-01...2001-02-09|us,2001-02-01...2001-02-09|asia");
    assertThat(PartitionText.parse("*|*", BOTH)).isEqualTo(BOTH.all());
  }

  @Test
  void keysWithSignsAreQuoted() {
    String all = PartitionText.print(STRANGE.all(), STRANGE);

    assertThat(all)
        .isEqualTo("\"a,b\",\"say \\\"x\\\"\",\"a...b\",\"*\",back\\slash,\"a|b\",\" spaced\"");
    assertThat(PartitionText.parse(all, STRANGE)).isEqualTo(STRANGE.all());
    assertThat(PartitionText.parse("\"back\\\\slash\"", STRANGE))
        .isEqualTo(STRANGE.subset(List.of(PartitionKey.of("back\\slash"))));
    assertThat(PartitionText.parse("a|b", STRANGE))
        .isEqualTo(STRANGE.subset(List.of(PartitionKey.of("a|b"))));
  }

  @Test
  void whatDoesNotExistDoesNotInterruptARun() {
    PartitionSet workdays =
        SETS.of(Partitions.daily("2001-01-01").exceptOn(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));
    PartitionSet ticks = SETS.of(Partitions.cron("0 6 * * MON-FRI", "2001-01-01"));

    assertThat(PartitionText.print(workdays.all(), workdays)).isEqualTo("2001-01-01...2001-02-09");
    assertThat(PartitionText.parse("2001-01-05...2001-01-08", workdays).count()).isEqualTo(2);
    assertThat(again("2001-01-05T06:00...2001-01-09T06:00", ticks))
        .isEqualTo("2001-01-05T06:00...2001-01-09T06:00");
    assertThat(again("2001-01-05T06:00,2001-01-09T06:00", ticks))
        .isEqualTo("2001-01-05T06:00,2001-01-09T06:00");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "2001-01-02,2001-01-32 # no partition '2001-01-32' at place 12; there are days from 2001-01-01 to 2001-02-09; did you mean '2001-01-02'?",
        "2001-03-01 # no partition '2001-03-01' at place 1; there are days from 2001-01-01 to 2001-02-09; did you mean '2001-01-01'?",
        "2001-01-03...2001-01-01 # a range ends at or after its start, but at place 1 found 2001-01-03...2001-01-01",
        "2001-01-01,,2001-01-02 # expected a partition at place 12, but found none",
        "2001-01-01... # expected a partition at place 14, but found none",
        "2001-01-01...2001-01-02...2001-01-03 # expected a range from one key to another at place 1, but found 2001-01-01...2001-01-02...2001-01-03",
        "2001-*...2001-01-02 # expected a range from one key to another at place 1, but found 2001-*...2001-01-02",
        "1999-* # no partition matches '1999-*' at place 1; there are days from 2001-01-01 to 2001-02-09",
        "\"2001-01-01\"x # expected ',' at place 13, but found 'x'",
        "\"2001-01-01 # expected '\"' behind the key that begins at place 1"
      })
  void whatIsWrongIsSaidWithItsPlace(String text, String problem) {
    assertThatThrownBy(() -> PartitionText.parse(text, DAYS))
        .isInstanceOf(InvalidPartitions.class)
        .hasMessage(problem);
  }

  @Test
  void allProblemsAreSaidAtOnce() {
    assertThatThrownBy(() -> PartitionText.parse("2001-01-01,2001-01-02|e,2001-01-40|eu", BOTH))
        .isInstanceOfSatisfying(
            InvalidPartitions.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "expected one of each of the dimensions day|region at place 1, but found 1",
                        "no partition 'e' at place 23; there are the keys eu, us, asia;"
                            + " did you mean 'eu'?",
                        "no partition '2001-01-40' at place 25; there are days from 2001-01-01 to"
                            + " 2001-02-09; did you mean '2001-01-04'?"));
  }

  @Test
  @Tag("slow")
  void whatIsPrintedIsReadAsTheSame() {
    long seed = Long.getLong("dagwerk.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      PartitionSet set = List.of(DAYS, REGIONS, BOTH, STRANGE).get(i % 4);
      long[] numbers = set.all().numbers().toArray();
      PartitionSubset some =
          PartitionSubset.of(LongStream.of(numbers).filter(_ -> random.nextInt(4) > 0));

      assertThat(PartitionText.parse(PartitionText.print(some, set), set))
          .as("seed %d: %s", seed, some)
          .isEqualTo(some);
    }
  }
}
