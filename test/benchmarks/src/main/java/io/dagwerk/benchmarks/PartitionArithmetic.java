package io.dagwerk.benchmarks;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.Partitions;
import io.dagwerk.partitions.MappedPartitions;
import io.dagwerk.partitions.PartitionMap;
import io.dagwerk.partitions.PartitionSet;
import io.dagwerk.partitions.PartitionSets;
import io.dagwerk.partitions.PartitionSubset;
import io.dagwerk.partitions.PartitionText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Keys and numbers of the hours of 20 years, and sets of the million hours of 114 years, in a zone
/// whose clocks are changed.
@State(Scope.Benchmark)
public class PartitionArithmetic {
  private static final int MOST_KEYS = 1 << 12;
  private static final int LISTED = 10_000;
  private static final Instant NOW = Instant.parse("2021-01-01T12:00:00Z");
  private static final String ZONE = "Europe/Amsterdam";
  private static final Partitions TWENTY_YEARS = Partitions.hourly("2001-01-01").in(ZONE);
  private static final Partitions MILLION = Partitions.hourly("1906-01-01").in(ZONE);
  private static final Partitions DAYS = Partitions.daily("1906-01-01").in(ZONE);

  private static final Optional<PartitionMapping> OVERLAPPING =
      Optional.of(new PartitionMapping.Overlapping(0, 0));

  private final PartitionSets sets = PartitionSets.at(NOW);
  private final PartitionSet hours = sets.of(TWENTY_YEARS);
  private final PartitionSet million = sets.of(MILLION);
  private final long[] numbers;
  private final PartitionKey[] keys;
  private final PartitionSubset half;
  private final PartitionSubset otherHalf;
  private final String text;
  private int at;

  /// @throws IllegalStateException when there are less than a million hours
  public PartitionArithmetic() {
    if (million.count() < 1_000_000) {
      throw new IllegalStateException("expected a million hours, but found " + million.count());
    }
    Random random = new Random(1);
    long first = hours.all().first();
    this.numbers =
        LongStream.generate(() -> first + random.nextInt((int) hours.count()))
            .filter(number -> hours.keyAt(number).isPresent())
            .limit(MOST_KEYS)
            .toArray();
    this.keys =
        LongStream.of(numbers)
            .mapToObj(number -> hours.keyAt(number).orElseThrow())
            .toArray(PartitionKey[]::new);
    this.half = some(random);
    this.otherHalf = some(random);
    this.text = PartitionText.print(million.all(), million);
  }

  private PartitionSubset some(Random random) {
    return PartitionSubset.of(million.all().numbers().filter(_ -> random.nextBoolean()));
  }

  private int next() {
    at = (at + 1) % MOST_KEYS;
    return at;
  }

  @Benchmark
  public Optional<PartitionKey> numberToKey() {
    return hours.keyAt(numbers[next()]);
  }

  @Benchmark
  public long keyToNumber() {
    return hours.numberOf(keys[next()]);
  }

  /// What is worked out when the definition is first asked.
  @Benchmark
  public PartitionSubset existing() {
    return PartitionSets.at(NOW).of(MILLION).all();
  }

  @Benchmark
  public List<PartitionKey> list() {
    return hours.keys().limit(LISTED).toList();
  }

  /// Of two halves drawn by chance.
  @Benchmark
  public PartitionSubset union() {
    return half.or(otherHalf);
  }

  /// Of two halves drawn by chance.
  @Benchmark
  public PartitionSubset difference() {
    return half.minus(otherHalf);
  }

  /// A mapping keeps what it has worked out, so each evaluation has its own.
  private PartitionMap map() {
    return new PartitionMap(sets, Optional.of(DAYS), MILLION);
  }

  /// The hours of all days.
  @Benchmark
  public MappedPartitions hoursOfDays() {
    return map().upstream(sets.of(DAYS).all(), OVERLAPPING);
  }

  /// The days of half of the hours.
  @Benchmark
  public PartitionSubset daysOfHours() {
    return map().downstream(half, OVERLAPPING);
  }

  @Benchmark
  public PartitionSubset parse() {
    return PartitionText.parse(text, million);
  }
}
