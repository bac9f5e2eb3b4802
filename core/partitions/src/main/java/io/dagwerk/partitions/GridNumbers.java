package io.dagwerk.partitions;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.TimeWindow;
import io.dagwerk.partitions.PartitionSubset.Range;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Numbers by arithmetic: those of the grid, without the excluded ones.
final class GridNumbers implements WindowNumbers {
  private final TimeGrid grid;
  private final WindowRow row;
  private final PartitionSubset all;

  /// @param from where the windows begin that exist
  /// @param until where none begins any more
  GridNumbers(TimeGrid grid, WindowRow row, Instant from, Instant until) {
    this.grid = grid;
    this.row = row;
    this.all = from.isBefore(until) ? existing(from, until) : PartitionSubset.none();
  }

  private PartitionSubset existing(Instant from, Instant until) {
    long first = grid.from(from);
    long last = grid.at(until.minusNanos(1));
    PartitionSubset windows =
        PartitionSubset.ofRange(first, last).minus(PartitionSubset.of(grid.holes(first, last)));
    return row.exclusions().isEmpty() ? windows : windows.minus(excluded(from, until));
  }

  private PartitionSubset excluded(Instant from, Instant until) {
    LocalDate first = LocalDate.ofInstant(from, row.zone()).minusDays(1);
    LocalDate last = LocalDate.ofInstant(until, row.zone()).plusDays(1);
    Stream<LocalDate> dates = row.exclusions().dates().subSet(first, true, last, true).stream();
    Stream<LocalDate> weekdays =
        row.exclusions().weekdays().stream().flatMap(weekday -> every(weekday, first, last));
    return PartitionSubset.union(Stream.concat(dates, weekdays).map(this::startingOn));
  }

  private static Stream<LocalDate> every(DayOfWeek weekday, LocalDate first, LocalDate last) {
    return Stream.iterate(
        first.with(TemporalAdjusters.nextOrSame(weekday)),
        day -> !day.isAfter(last),
        day -> day.plusWeeks(1));
  }

  private PartitionSubset startingOn(LocalDate day) {
    Instant begin = row.begin(day);
    Instant end = row.begin(day.plusDays(1));
    return PartitionSubset.ofRange(grid.from(begin), grid.at(end.minusNanos(1)));
  }

  @Override
  public PartitionSubset all() {
    return all;
  }

  @Override
  public OptionalLong number(PartitionKey key) {
    return grid.parse(key.text()).stream().filter(all::contains).findFirst();
  }

  @Override
  public Optional<PartitionKey> key(long number) {
    return all.contains(number)
        ? Optional.of(new PartitionKey(grid.key(number)))
        : Optional.empty();
  }

  @Override
  public OptionalLong placeOf(PartitionKey key) {
    return number(key).stream().map(number -> all.countUpTo(number) - 1).findFirst();
  }

  @Override
  public Optional<PartitionKey> keyAtPlace(long place) {
    OptionalLong number = all.atPlace(place);
    return number.isPresent() ? key(number.getAsLong()) : Optional.empty();
  }

  @Override
  public Stream<PartitionKey> keys(PartitionSubset numbers) {
    return numbers.and(all).numbers().mapToObj(number -> new PartitionKey(grid.key(number)));
  }

  @Override
  public PartitionSubset starting(Instant from, Instant until) {
    return from.isBefore(until)
        ? all.and(PartitionSubset.ofRange(grid.from(from), grid.at(until.minusNanos(1))))
        : PartitionSubset.none();
  }

  @Override
  public List<Run> runs(PartitionSubset numbers) {
    List<Range> runs = new ArrayList<>();
    for (Range range : numbers.and(all).ranges()) {
      boolean goesOn =
          !runs.isEmpty()
              && all.countUpTo(range.first()) == all.countUpTo(runs.getLast().last()) + 1;
      long first = goesOn ? runs.removeLast().first() : range.first();
      runs.add(new Range(first, range.last()));
    }
    return runs.stream()
        .map(range ->
            new Run(
                grid.start(range.first()).orElseThrow(), grid.start(range.last()).orElseThrow()))
        .toList();
  }

  @Override
  public List<TimeWindow> spans(PartitionSubset numbers) {
    return numbers.and(all).ranges().stream()
        .map(range ->
            new TimeWindow(
                grid.start(range.first()).orElseThrow(),
                row.end(grid.start(range.last()).orElseThrow())))
        .toList();
  }
}
