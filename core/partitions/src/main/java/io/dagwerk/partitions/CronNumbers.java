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
import java.util.stream.Stream;

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
    return unknown.stream().map(this::key).toList();
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
  public OptionalLong number(PartitionKey key) {
    return placeOf(key).stream().map(place -> windows.get((int) place).number()).findFirst();
  }

  @Override
  public Optional<PartitionKey> key(long number) {
    return all.contains(number) ? keyAtPlace(places[Math.toIntExact(number)]) : Optional.empty();
  }

  @Override
  public OptionalLong placeOf(PartitionKey key) {
    return row.boundaries().boundary(key.text()).stream()
        .mapToLong(start -> Collections.binarySearch(starts, start))
        .filter(place -> place >= 0)
        .findFirst();
  }

  @Override
  public Optional<PartitionKey> keyAtPlace(long place) {
    return place >= 0 && place < starts.size()
        ? Optional.of(key(starts.get(Math.toIntExact(place))))
        : Optional.empty();
  }

  private PartitionKey key(Instant start) {
    return new PartitionKey(row.boundaries().key(start));
  }

  @Override
  public Stream<PartitionKey> keys(PartitionSubset some) {
    return places(some).mapToObj(place -> key(starts.get(Math.toIntExact(place))));
  }

  @Override
  public PartitionSubset starting(Instant from, Instant until) {
    return numbers(countBefore(from), Math.max(countBefore(from), countBefore(until)));
  }

  private int countBefore(Instant instant) {
    int place = Collections.binarySearch(starts, instant);
    return place < 0 ? -place - 1 : place;
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
    places(some)
        .forEach(place -> {
          TimeWindow window = row.window(starts.get(Math.toIntExact(place)));
          boolean goesOn = !spans.isEmpty() && spans.getLast().end().equals(window.start());
          Instant start = goesOn ? spans.removeLast().start() : window.start();
          spans.add(new TimeWindow(start, window.end()));
        });
    return spans;
  }
}
