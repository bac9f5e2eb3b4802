package io.dagwerk.partitions;

import io.dagwerk.model.TimeWindow;
import java.time.Instant;
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
    return MappedPartitions.union(alone.map(this::needed).toList());
  }

  /// Whether windows one after the other need windows one after the other; else each is looked at
  /// for itself.
  private boolean isConnected() {
    return startOffset <= endOffset;
  }

  private Stream<TimeWindow> each(TimeWindow span) {
    return reader.row().starting(span.start(), span.end()).map(reader.row()::window);
  }

  private MappedPartitions needed(TimeWindow span) {
    WindowRow row = upstream.row();
    Boundaries boundaries = row.boundaries();
    Instant from = row.step(boundaries.atOrBefore(span.start()), startOffset);
    Instant until = row.end(row.step(boundaries.before(span.end()), endOffset));
    return from.isBefore(until)
        ? MappedPartitions.of(
            upstream.numbers().starting(from, until), () -> upstream.missing(from, until))
        : MappedPartitions.NONE;
  }

  @Override
  public PartitionSubset downstream(PartitionSubset some) {
    PartitionSubset near =
        PartitionSubset.union(upstream.numbers().spans(some).stream().map(span -> readers(span)));
    return isConnected()
        ? near
        : PartitionSubset.of(
            near.numbers()
                .filter(
                    number -> upstream(PartitionSubset.of(number)).existing().intersects(some)));
  }

  /// Those whose span, its ends moved, reaches into a span of upstream windows.
  private PartitionSubset readers(TimeWindow span) {
    WindowRow row = upstream.row();
    Instant endsAfter = row.least(span.start(), endOffset);
    Instant startsBefore = row.beyond(row.boundaries().before(span.end()), startOffset);
    return reader.numbers().starting(reader.row().boundaries().atOrBefore(endsAfter), startsBefore);
  }
}
