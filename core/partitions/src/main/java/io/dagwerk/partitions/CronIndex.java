package io.dagwerk.partitions;

import io.dagwerk.model.PartitionKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The windows of a row that a registry knows, in the order of time, and those between them that it
/// does not know. It costs a pass over the registry, so it is kept with it.
///
/// @param known in the order of time
/// @param gaps the starts of windows between known ones, in the order of time
record CronIndex(List<Entry> known, List<Instant> gaps) {
  /// A window's start and its number.
  record Entry(Instant start, int number) {}

  CronIndex {
    known = List.copyOf(known);
    gaps = List.copyOf(gaps);
  }

  static CronIndex of(WindowRow row, List<PartitionKey> keys) {
    List<Entry> known = new ArrayList<>();
    for (int number = 0; number < keys.size(); number++) {
      Optional<Instant> start = row.boundaries().boundary(keys.get(number).text()).filter(row::has);
      if (start.isPresent()) {
        known.add(new Entry(start.get(), number));
      }
    }
    known.sort(Comparator.comparing(Entry::start));
    List<Instant> gaps = new ArrayList<>();
    for (int i = 0; i + 1 < known.size(); i++) {
      row.starting(row.end(known.get(i).start()), known.get(i + 1).start()).forEach(gaps::add);
    }
    return new CronIndex(known, gaps);
  }

  /// The known ones that start in a span, in the order of time.
  List<Entry> known(Instant from, Instant until) {
    int first = placeOf(from);
    return known.subList(first, Math.max(first, placeOf(until)));
  }

  private int placeOf(Instant start) {
    int place =
        Collections.binarySearch(known, new Entry(start, 0), Comparator.comparing(Entry::start));
    return place < 0 ? -place - 1 : place;
  }

  /// The starts of windows in a span that are not known, in the order of time.
  Stream<Instant> unknown(WindowRow row, Instant from, Instant until) {
    if (known.isEmpty()) {
      return row.starting(from, until);
    }
    Instant firstKnown = known.getFirst().start();
    Instant lastKnown = row.end(known.getLast().start());
    Stream<Instant> within =
        gaps.stream().filter(start -> !start.isBefore(from) && start.isBefore(until));
    return Stream.of(
            row.starting(from, earlier(until, firstKnown)),
            within,
            row.starting(later(from, lastKnown), until))
        .flatMap(starts -> starts);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
