package io.dagwerk.storage.sql;

import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.Snapshots;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Content in table `snapshots`.
record SqlSnapshots(Reader reader, GroupCommit writer) implements Snapshots {
  @Override
  public ContentHash put(Bytes content) {
    ContentHash hash = ContentHash.of(content);
    if (!missing(List.of(hash)).isEmpty()) {
      writer.call(RunlessTask.of(transaction -> insert(transaction, hash, content)));
    }
    return hash;
  }

  /// @return how many were stored, 0 when it was there
  static int insert(Transaction transaction, ContentHash hash, Bytes content) throws SQLException {
    return new Statements(transaction.connection())
        .write(
            "insert into snapshots (hash, content) values (?, ?) on conflict (hash) do nothing",
            hash.toArray(),
            content.toArray());
  }

  @Override
  public Optional<Bytes> find(ContentHash hash) {
    return reader.find(
        "select content from snapshots where hash = ?",
        row -> Bytes.of(Columns.bytes(row, "content")),
        hash.toArray());
  }

  @Override
  public List<ContentHash> missing(Collection<ContentHash> hashes) {
    Set<ContentHash> stored =
        new HashSet<>(
            Parts.each(
                hashes.stream().map(ContentHash::hex).distinct().toList(),
                some ->
                    reader.list(
                        "select hash from snapshots where hash in (%s)"
                            .formatted(Columns.parameters(some.size())),
                        row -> ContentHash.of(Columns.bytes(row, "hash")),
                        some.stream().map(hex -> new ContentHash(hex).toArray()).toArray())));
    return hashes.stream().filter(hash -> !stored.contains(hash)).toList();
  }
}
