package io.dagwerk.spi.memory;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ComputeLogs;
import io.dagwerk.spi.Limits;
import io.dagwerk.spi.LogKey;
import io.dagwerk.spi.LogSlice;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What steps print, in memory.
public final class MemoryComputeLogs implements ComputeLogs {
  private final int piece;
  private final Map<LogKey, Pieces> streams = new HashMap<>();
  private final Set<LogKey> closed = new HashSet<>();

  public MemoryComputeLogs() {
    this(PIECE);
  }

  /// @param piece when one has so many bytes, the next part begins another
  public MemoryComputeLogs(int piece) {
    this.piece = piece;
  }

  /// The text of a stream, each piece by where it begins.
  private static final class Pieces {
    private final TreeMap<Long, ByteArrayOutputStream> pieces = new TreeMap<>();

    Pieces() {
      pieces.put(0L, new ByteArrayOutputStream());
    }

    long begin() {
      return pieces.firstKey();
    }

    long end() {
      return pieces.lastKey() + pieces.lastEntry().getValue().size();
    }

    void add(byte[] bytes, int from, int most) {
      if (pieces.lastEntry().getValue().size() >= most) {
        pieces.put(end(), new ByteArrayOutputStream());
      }
      pieces.lastEntry().getValue().write(bytes, from, bytes.length - from);
    }

    void drop(long before) {
      pieces.headMap(Math.min(before, pieces.lastKey())).clear();
    }

    byte[] text() {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      pieces.values().forEach(piece -> text.writeBytes(piece.toByteArray()));
      return text.toByteArray();
    }
  }

  private Pieces stream(LogKey key) {
    return streams.computeIfAbsent(key, _ -> new Pieces());
  }

  @Override
  public synchronized long append(LogKey key, long offset, Bytes bytes) {
    Limits.checked(bytes);
    Pieces stream = stream(key);
    long known = Math.min(bytes.size(), stream.end() - offset);
    if (known >= 0 && known < bytes.size()) {
      closed.remove(key);
      stream.add(bytes.toArray(), (int) known, piece);
    }
    return stream.end();
  }

  @Override
  public synchronized void close(LogKey key) {
    var _ = stream(key);
    closed.add(key);
  }

  @Override
  public synchronized long drop(LogKey key, long before) {
    if (!streams.containsKey(key)) {
      return 0;
    }
    stream(key).drop(before);
    return stream(key).begin();
  }

  @Override
  public synchronized LogSlice read(LogKey key, long offset, int limit) {
    Limits.checked(limit, MOST);
    Pieces stream = streams.containsKey(key) ? stream(key) : new Pieces();
    long begin = Math.max(offset, stream.begin());
    byte[] all = stream.text();
    int from = (int) Math.min(begin - stream.begin(), all.length);
    int to = Math.min(all.length, from + limit);
    boolean isWhole = closed.contains(key) && to == all.length;
    LogSlice slice = new LogSlice(begin, Bytes.of(Arrays.copyOfRange(all, from, to)), isWhole);
    return begin > offset ? slice.behindGap(offset) : slice;
  }

  @Override
  public synchronized List<LogKey> list(RunId run) {
    return streams.keySet().stream()
        .filter(key -> key.run().equals(run))
        .sorted(LogKey.ORDER)
        .toList();
  }

  @Override
  public synchronized void delete(RunId run) {
    streams.keySet().removeIf(key -> key.run().equals(run));
    closed.removeIf(key -> key.run().equals(run));
  }
}
