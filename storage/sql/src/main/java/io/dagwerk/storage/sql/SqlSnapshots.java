package io.dagwerk.storage.sql;

import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.Snapshots;
import java.sql.PreparedStatement;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Content in table `snapshots`.
record SqlSnapshots(Reader reader, GroupCommit writer) implements Snapshots {
  private static final int MOST_ASKED = 500;

  @Override
  public ContentHash put(Bytes content) {
    ContentHash hash = ContentHash.of(content);
    if (!missing(List.of(hash)).isEmpty()) {
      writer.call(
          RunlessTask.of(transaction -> {
            try (PreparedStatement insert =
                transaction
                    .connection()
                    .prepareStatement(
                        "insert into snapshots (hash, content) values (?, ?)"
                            + " on conflict (hash) do nothing")) {
              Columns.bind(insert, hash.toArray(), content.toArray());
              return insert.executeUpdate();
            }
          }));
    }
    return hash;
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
    List<ContentHash> all = List.copyOf(hashes);
    Set<ContentHash> stored = new HashSet<>();
    for (int from = 0; from < all.size(); from += MOST_ASKED) {
      List<ContentHash> some = all.subList(from, Math.min(all.size(), from + MOST_ASKED));
      stored.addAll(
          reader.list(
              "select hash from snapshots where hash in (%s)"
                  .formatted(Columns.parameters(some.size())),
              row -> ContentHash.of(Columns.bytes(row, "hash")),
              some.stream().map(ContentHash::toArray).toArray()));
    }
    return all.stream().filter(hash -> !stored.contains(hash)).toList();
  }
}
