package io.dagwerk.partitions;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions.TimeWindows;
import io.dagwerk.model.TimeWindow;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Windows of time that exist at one moment: from the first one after the definition's start to the
/// last one that has ended, and so many ahead as the definition says.
final class TimePartitions implements PartitionSet {
  private final TimeWindows definition;
  private final TimeGrid grid;
  private final long first;
  private final long last;

  private TimePartitions(TimeWindows definition, TimeGrid grid, long first, long last) {
    this.definition = definition;
    this.grid = grid;
    this.first = first;
    this.last = last;
  }

  static TimePartitions at(TimeWindows definition, Instant now) {
    TimeGrid grid = TimeGrid.of(definition);
    Instant start = instant(definition, definition.start());
    long first = grid.at(start);
    if (grid.start(first).orElseThrow().isBefore(start)) {
      first = grid.next(first);
    }
    long last = grid.step(grid.at(now), definition.ahead() - 1L);
    if (definition.end().isPresent()) {
      Instant end = instant(definition, definition.end().get());
      last = Math.min(last, grid.previous(grid.at(end)));
    }
    return new TimePartitions(definition, grid, first, last);
  }

  private static Instant instant(TimeWindows definition, LocalDateTime local) {
    return local.atZone(definition.zone()).toInstant();
  }

  @Override
  public long count() {
    return grid.count(first, last);
  }

  @Override
  public OptionalLong indexOf(PartitionKey key) {
    OptionalLong index = grid.parse(key.text());
    return index.isPresent() && exists(index.getAsLong()) ? index : OptionalLong.empty();
  }

  @Override
  public Optional<PartitionKey> keyAt(long index) {
    return exists(index) && grid.start(index).isPresent()
        ? Optional.of(key(index))
        : Optional.empty();
  }

  /// The place among the present windows, from 0, of a number.
  long placeOf(long index) {
    return grid.count(first, index) - 1;
  }

  /// The key at a place among the present windows, from 0.
  PartitionKey keyAtPlace(long place) {
    return key(grid.step(first, place));
  }

  private boolean exists(long index) {
    return index >= first && index <= last;
  }

  private PartitionKey key(long index) {
    return new PartitionKey(grid.key(index));
  }

  @Override
  public Optional<PartitionKey> first() {
    return first <= last ? Optional.of(key(first)) : Optional.empty();
  }

  @Override
  public Optional<PartitionKey> last() {
    return first <= last ? Optional.of(key(last)) : Optional.empty();
  }

  @Override
  public Optional<PartitionKey> step(PartitionKey key, long places) {
    OptionalLong index = grid.parse(key.text());
    if (index.isEmpty() || Math.abs(places) > last - first + 1) {
      return Optional.empty();
    }
    return keyAt(grid.step(index.getAsLong(), places));
  }

  @Override
  public Optional<TimeWindow> window(PartitionKey key) {
    OptionalLong index = indexOf(key);
    return index.isPresent() ? grid.window(index.getAsLong()) : Optional.empty();
  }

  @Override
  public Stream<PartitionKey> keys() {
    return keys(first, last);
  }

  @Override
  public Stream<PartitionKey> keys(long from, long to) {
    return LongStream.rangeClosed(Math.max(from, first), Math.min(to, last))
        .filter(index -> grid.start(index).isPresent())
        .mapToObj(this::key);
  }

  /// Those whose windows overlap a window, its ends moved by so many windows of these partitions.
  Stream<PartitionKey> overlapping(TimeWindow window, int startOffset, int endOffset) {
    long from = grid.step(grid.at(window.start()), startOffset);
    long to = grid.step(grid.at(window.end().minusNanos(1)), endOffset);
    return keys(from, to);
  }

  @Override
  public String describe() {
    String unit = definition.unitName();
    return first().isPresent()
        ? "%ss from %s to %s".formatted(unit, key(first), key(last))
        : "no %ss yet, the first will be %s".formatted(unit, key(first));
  }
}
