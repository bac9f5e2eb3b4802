package io.dagwerk.partitions;

import io.dagwerk.model.TimeWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The upstream window in which the reader's starts, or the one so many places away from it.
record FollowingWindows(WindowPartitions reader, WindowPartitions upstream, long places)
    implements Relation {
  @Override
  public MappedPartitions upstream(PartitionSubset readers) {
    List<MappedPartitions> found = new ArrayList<>();
    for (TimeWindow span : reader.numbers().spans(readers)) {
      Instant last = reader.row().boundaries().before(span.end());
      Instant from = needed(span.start());
      Instant until = upstream.row().end(needed(last));
      found.add(
          MappedPartitions.of(
              upstream.numbers().starting(from, until),
              () -> places == 0 ? upstream.absent(from, until) : upstream.missing(from, until)));
    }
    return MappedPartitions.union(found);
  }

  private Instant needed(Instant start) {
    WindowRow row = upstream.row();
    return row.step(row.boundaries().atOrBefore(start), places);
  }

  @Override
  public PartitionSubset downstream(PartitionSubset some) {
    WindowRow row = upstream.row();
    return PartitionSubset.union(
        upstream.numbers().spans(some).stream()
            .map(span ->
                reader
                    .numbers()
                    .starting(
                        row.least(span.start(), places),
                        row.beyond(row.boundaries().before(span.end()), places))));
  }
}
