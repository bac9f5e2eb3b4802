package io.dagwerk.partitions;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.TimeWindow;
import io.dagwerk.partitions.CronIndex.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Numbers from a registry; windows that it does not know yet have those that it will give them.
final class CronNumbers implements WindowNumbers {
  private static final int NOWHERE = -1;

  private final WindowRow row;
  private final List<Entry> windows;
  private final List<Instant> starts;
  private final List<Instant> unknown;
  private final int[] places;
  private final PartitionSubset all;

  /// @param from where the windows begin that exist
  /// @param until where none begins any more
  CronNumbers(WindowRow row, PartitionRegistry registry, Instant from, Instant until) {
    this.row = row;
    CronIndex index = registry.index(row);
    List<Entry> found = new ArrayList<>(index.known(from, until));
    this.unknown = index.unknown(row, from, until).toList();
    for (int i = 0; i < unknown.size(); i++) {
      found.add(new Entry(unknown.get(i), registry.size() + i));
    }
    found.sort(Comparator.comparing(Entry::start));
    this.windows = found;
    this.starts = windows.stream().map(Entry::start).toList();
    this.places = new int[registry.size() + unknown.size()];
    Arrays.fill(places, NOWHERE);
    for (int place = 0; place < windows.size(); place++) {
      places[windows.get(place).number()] = place;
    }
    this.all = numbers(0, windows.size());
  }

  /// The keys without a number, in the order of time.
  List<PartitionKey> unregistered() {
    return unknown.stream().map(start -> new PartitionKey(row.boundaries().key(start))).toList();
  }

  private PartitionSubset numbers(int from, int until) {
    return PartitionSubset.of(
        IntStream.range(from, until).mapToLong(place -> windows.get(place).number()));
  }

  @Override
  public PartitionSubset all() {
    return all;
  }

  @Override
  public OptionalLong number(Instant start) {
    int place = Collections.binarySearch(starts, start);
    return place < 0 ? OptionalLong.empty() : OptionalLong.of(windows.get(place).number());
  }

  @Override
  public Optional<Instant> start(long number) {
    return all.contains(number)
        ? Optional.of(starts.get(places[Math.toIntExact(number)]))
        : Optional.empty();
  }

  @Override
  public PartitionSubset starting(Instant from, Instant until) {
    return numbers((int) placeOf(from), (int) Math.max(placeOf(from), placeOf(until)));
  }

  @Override
  public long placeOf(Instant start) {
    int place = Collections.binarySearch(starts, start);
    return place < 0 ? -place - 1 : place;
  }

  @Override
  public Optional<Instant> startAt(long place) {
    return place >= 0 && place < starts.size()
        ? Optional.of(starts.get(Math.toIntExact(place)))
        : Optional.empty();
  }

  private LongStream places(PartitionSubset some) {
    return some.and(all).numbers().map(number -> places[Math.toIntExact(number)]).sorted();
  }

  @Override
  public List<Run> runs(PartitionSubset some) {
    return PartitionSubset.of(places(some)).ranges().stream()
        .map(range ->
            new Run(
                starts.get(Math.toIntExact(range.first())),
                starts.get(Math.toIntExact(range.last()))))
        .toList();
  }

  @Override
  public List<TimeWindow> spans(PartitionSubset some) {
    List<TimeWindow> spans = new ArrayList<>();
    places(some).forEach(place -> {
      TimeWindow window = row.window(starts.get(Math.toIntExact(place)));
      boolean goesOn = !spans.isEmpty() && spans.getLast().end().equals(window.start());
      Instant start = goesOn ? spans.removeLast().start() : window.start();
      spans.add(new TimeWindow(start, window.end()));
    });
    return spans;
  }
}
