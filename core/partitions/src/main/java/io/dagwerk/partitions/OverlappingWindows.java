package io.dagwerk.partitions;

import io.dagwerk.model.TimeWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The upstream windows that overlap the reader's, its ends moved by so many upstream windows.
record OverlappingWindows(
    WindowPartitions reader, WindowPartitions upstream, int startOffset, int endOffset)
    implements Relation {
  @Override
  public MappedPartitions upstream(PartitionSubset readers) {
    List<TimeWindow> spans = reader.numbers().spans(readers);
    Stream<TimeWindow> alone = isConnected() ? spans.stream() : spans.stream().flatMap(this::each);
    return MappedPartitions.union(joined(alone.flatMap(this::needed)).map(this::mapped).toList());
  }

  private MappedPartitions mapped(TimeWindow span) {
    return MappedPartitions.of(
        upstream.numbers().starting(span.start(), span.end()),
        () -> upstream.missing(span.start(), span.end()));
  }

  /// The same time in as few spans as it takes: sets are made of each.
  ///
  /// @param spans none begins or ends before the one in front of it
  private static Stream<TimeWindow> joined(Stream<TimeWindow> spans) {
    List<TimeWindow> joined = new ArrayList<>();
    spans.forEach(span -> {
      boolean goesOn = !joined.isEmpty() && !span.start().isAfter(joined.getLast().end());
      Instant start = goesOn ? joined.removeLast().start() : span.start();
      joined.add(new TimeWindow(start, span.end()));
    });
    return joined.stream();
  }

  /// Whether windows one after the other need windows one after the other; else each is looked at
  /// for itself.
  private boolean isConnected() {
    return startOffset <= endOffset;
  }

  private Stream<TimeWindow> each(TimeWindow span) {
    return reader.row().starting(span.start(), span.end()).map(reader.row()::window);
  }

  /// The time in which the upstream windows start that a span of the reader needs, if there is any.
  private Stream<TimeWindow> needed(TimeWindow span) {
    WindowRow row = upstream.row();
    Boundaries boundaries = row.boundaries();
    Instant from = row.step(boundaries.atOrBefore(span.start()), startOffset);
    Instant until = row.end(row.step(boundaries.before(span.end()), endOffset));
    return from.isBefore(until) ? Stream.of(new TimeWindow(from, until)) : Stream.empty();
  }

  @Override
  public PartitionSubset downstream(PartitionSubset some) {
    Stream<TimeWindow> spans = upstream.numbers().spans(some).stream().flatMap(this::readers);
    PartitionSubset near =
        PartitionSubset.union(
            joined(spans).map(span -> reader.numbers().starting(span.start(), span.end())));
    return isConnected()
        ? near
        : PartitionSubset.of(
            near.numbers()
                .filter(
                    number -> upstream(PartitionSubset.of(number)).existing().intersects(some)));
  }

  /// The time in which the windows start whose span, its ends moved, reaches into a span of
  /// upstream windows.
  private Stream<TimeWindow> readers(TimeWindow span) {
    WindowRow row = upstream.row();
    Instant endsAfter = row.least(span.start(), endOffset);
    Instant from = reader.row().boundaries().atOrBefore(endsAfter);
    Instant until = row.beyond(row.boundaries().before(span.end()), startOffset);
    return from.isBefore(until) ? Stream.of(new TimeWindow(from, until)) : Stream.empty();
  }
}
