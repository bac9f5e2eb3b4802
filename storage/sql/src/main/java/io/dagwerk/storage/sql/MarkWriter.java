package io.dagwerk.storage.sql;

import io.dagwerk.spi.PartitionMark;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Writes which partitions are marked: what has changed, chunk by chunk.
record MarkWriter(Connection connection, Dialect dialect) {
  /// A row of 65,536 numbers.
  private record Chunk(String asset, String mark, String rest, int number)
      implements Comparable<Chunk> {
    private static final Comparator<Chunk> ORDER =
        Comparator.comparing(Chunk::asset)
            .thenComparing(Chunk::mark)
            .thenComparing(Chunk::rest)
            .thenComparingInt(Chunk::number);

    static Chunk of(OpenRun.Marked marked) {
      PartitionMark.Place place = marked.place();
      return new Chunk(
          place.asset().toString(), marked.mark().name(), place.rest(), Bits.chunk(place.number()));
    }

    @Override
    public int compareTo(Chunk other) {
      return ORDER.compare(this, other);
    }
  }

  /// In the order of the rows, so that no two transactions wait for each other.
  void write(List<OpenRun> runs) throws SQLException {
    SortedMap<Chunk, Map<Long, Boolean>> changes = new TreeMap<>();
    for (OpenRun run : runs) {
      run.marks.forEach((marked, isSet) ->
          changes
              .computeIfAbsent(Chunk.of(marked), _ -> new TreeMap<>())
              .put(marked.place().number(), isSet));
    }
    if (!changes.isEmpty()) {
      makeRows(changes);
      changeRows(changes);
    }
  }

  /// A row must be there to be locked.
  private void makeRows(SortedMap<Chunk, Map<Long, Boolean>> changes) throws SQLException {
    Rows rows =
        new Rows(
            "insert into partition_marks (asset, mark, rest, chunk, bits) values (?, ?, ?, ?, ?)"
                + " on conflict (asset, mark, rest, chunk) do nothing");
    for (Chunk chunk : changes.keySet()) {
      rows.add(chunk.asset(), chunk.mark(), chunk.rest(), chunk.number(), Bits.none());
    }
    rows.write(connection);
  }

  private void changeRows(SortedMap<Chunk, Map<Long, Boolean>> changes) throws SQLException {
    Rows rows =
        new Rows(
            "update partition_marks set bits = ?"
                + " where asset = ? and mark = ? and rest = ? and chunk = ?");
    for (Map.Entry<Chunk, Map<Long, Boolean>> change : changes.entrySet()) {
      Chunk chunk = change.getKey();
      rows.add(
          Bits.changed(lockedBits(chunk), change.getValue()),
          chunk.asset(),
          chunk.mark(),
          chunk.rest(),
          chunk.number());
    }
    rows.write(connection);
  }

  private byte[] lockedBits(Chunk chunk) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select bits from partition_marks where asset = ? and mark = ? and rest = ?"
                + " and chunk = ?"
                + dialect.forUpdate())) {
      Columns.bind(query, chunk.asset(), chunk.mark(), chunk.rest(), chunk.number());
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Columns.bytes(row, "bits") : Bits.none();
      }
    }
  }
}
