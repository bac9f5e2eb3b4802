package io.dagwerk.partitions;

import io.dagwerk.model.Bounds;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions.CronWindows;
import io.dagwerk.model.Partitions.TimeWindows;
import io.dagwerk.model.Partitions.Windows;
import io.dagwerk.model.TimeWindow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Windows of time that exist at one moment: from the first one after the definition's start to the
/// last one that has ended, and so many ahead as the definition says.
final class WindowPartitions implements PartitionSet {
  private final Windows definition;
  private final WindowRow row;
  private final Instant from;
  private final Instant until;
  private final Once<? extends WindowNumbers> numbers;

  private WindowPartitions(
      Windows definition, WindowRow row, Instant now, PartitionRegistry registry) {
    Bounds bounds = definition.bounds();
    this.definition = definition;
    this.row = row;
    this.from = row.first(bounds);
    this.until = until(row, bounds, now);
    this.numbers = new Once<>(numbers(row, registry, from, until));
  }

  static WindowPartitions at(Windows definition, Instant now, PartitionRegistry registry) {
    return new WindowPartitions(definition, WindowRow.of(definition), now, registry);
  }

  private static Supplier<? extends WindowNumbers> numbers(
      WindowRow row, PartitionRegistry registry, Instant from, Instant until) {
    return switch (row.boundaries()) {
      case TimeGrid grid -> () -> new GridNumbers(grid, row, from, until);
      case CronBoundaries _ -> () -> new CronNumbers(row, registry, from, until);
    };
  }

  /// Before which windows start that exist.
  private static Instant until(WindowRow row, Bounds bounds, Instant now) {
    Instant until = row.boundaries().atOrBefore(now);
    for (int i = 0; i < bounds.ahead(); i++) {
      until = row.end(row.atOrAfter(until));
    }
    for (int i = bounds.ahead(); i < 0; i++) {
      until = row.before(until);
    }
    Optional<Instant> end = row.last(bounds);
    return end.isPresent() && end.get().isBefore(until) ? end.get() : until;
  }

  /// The next time at which windows may begin to exist; empty when all of them do.
  Optional<Instant> nextChange(Instant now) {
    boolean isWhole =
        row.last(definition.bounds()).filter(last -> !until.isBefore(last)).isPresent();
    return isWhole ? Optional.empty() : Optional.of(row.boundaries().after(now));
  }

  WindowRow row() {
    return row;
  }

  WindowNumbers numbers() {
    return numbers.get();
  }

  private boolean exists(Instant start) {
    return !start.isBefore(from) && start.isBefore(until) && row.has(start);
  }

  private Optional<Instant> start(PartitionKey key) {
    return row.boundaries().boundary(key.text()).filter(this::exists);
  }

  PartitionKey key(Instant start) {
    return new PartitionKey(row.boundaries().key(start));
  }

  @Override
  public long count() {
    return all().count();
  }

  @Override
  public PartitionSubset all() {
    return numbers().all();
  }

  @Override
  public OptionalLong indexOf(PartitionKey key) {
    return numbers().number(key);
  }

  @Override
  public Optional<PartitionKey> keyAt(long number) {
    return numbers().key(number);
  }

  @Override
  public OptionalLong placeOf(PartitionKey key) {
    return numbers().placeOf(key);
  }

  @Override
  public Optional<PartitionKey> keyAtPlace(long place) {
    return numbers().keyAtPlace(place);
  }

  @Override
  public boolean contains(PartitionKey key) {
    return start(key).isPresent();
  }

  @Override
  public PartitionSubset range(PartitionKey first, PartitionKey last) {
    Optional<Instant> start = start(first);
    Optional<Instant> end = start(last);
    return start.isPresent() && end.isPresent() && !end.get().isBefore(start.get())
        ? numbers().starting(start.get(), row.end(end.get()))
        : PartitionSet.super.range(first, last);
  }

  @Override
  public Optional<PartitionKey> first() {
    return Optional.of(row.atOrAfter(from)).filter(this::exists).map(this::key);
  }

  @Override
  public Optional<PartitionKey> last() {
    return Optional.of(row.before(until)).filter(this::exists).map(this::key);
  }

  @Override
  public Optional<TimeWindow> window(PartitionKey key) {
    return start(key).map(row::window);
  }

  @Override
  public Stream<PartitionKey> keys() {
    return switch (row.boundaries()) {
      case TimeGrid _ -> numbers().keys(all());
      case CronBoundaries _ -> row.starting(from, until).map(this::key);
    };
  }

  @Override
  public Stream<PartitionKey> keys(PartitionSubset some) {
    return numbers().keys(some);
  }

  /// Those that would be windows of the row in a span, but do not exist at this moment.
  Stream<PartitionKey> missing(Instant start, Instant end) {
    if (!from.isBefore(until)) {
      return row.starting(start, end).map(this::key);
    }
    Instant lastBefore = end.isBefore(from) ? end : from;
    Instant firstAfter = start.isAfter(until) ? start : until;
    return Stream.of(row.starting(start, lastBefore), row.starting(firstAfter, end))
        .flatMap(starts -> starts)
        .map(this::key);
  }

  /// As [#missing], with the excluded ones.
  Stream<PartitionKey> absent(Instant start, Instant end) {
    if (row.exclusions().isEmpty()) {
      return missing(start, end);
    }
    return Stream.iterate(start, at -> at.isBefore(end), row::end)
        .filter(at -> !exists(at))
        .map(this::key);
  }

  /// The keys that the registry does not know yet, in the order of time.
  List<PartitionKey> unregistered() {
    return switch (numbers()) {
      case GridNumbers _ -> List.of();
      case CronNumbers cron -> cron.unregistered();
    };
  }

  @Override
  public String describe() {
    String what =
        switch (definition) {
          case TimeWindows windows -> windows.unitName() + "s";
          case CronWindows windows -> "windows of cron '%s'".formatted(windows.cron());
        };
    return first().isPresent()
        ? "%s from %s to %s".formatted(what, first().get(), last().orElseThrow())
        : "no %s yet, the first will be %s".formatted(what, key(row.atOrAfter(from)));
  }
}
