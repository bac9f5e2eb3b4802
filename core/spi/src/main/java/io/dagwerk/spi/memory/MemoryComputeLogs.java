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

/// What steps print, in memory.
public final class MemoryComputeLogs implements ComputeLogs {
  private final Map<LogKey, ByteArrayOutputStream> streams = new HashMap<>();
  private final Set<LogKey> closed = new HashSet<>();

  @Override
  public synchronized long append(LogKey key, long offset, Bytes bytes) {
    Limits.checked(bytes);
    ByteArrayOutputStream stream = streams.computeIfAbsent(key, _ -> new ByteArrayOutputStream());
    int known = (int) Math.min(bytes.size(), stream.size() - offset);
    if (known >= 0 && known < bytes.size()) {
      closed.remove(key);
      stream.write(bytes.toArray(), known, bytes.size() - known);
    }
    return stream.size();
  }

  @Override
  public synchronized void close(LogKey key) {
    streams.computeIfAbsent(key, _ -> new ByteArrayOutputStream());
    closed.add(key);
  }

  @Override
  public synchronized LogSlice read(LogKey key, long offset, int limit) {
    Limits.checked(limit, MOST);
    byte[] all = streams.containsKey(key) ? streams.get(key).toByteArray() : new byte[0];
    int from = (int) Math.min(offset, all.length);
    int to = Math.min(all.length, from + limit);
    boolean isWhole = closed.contains(key) && to == all.length;
    return new LogSlice(offset, Bytes.of(Arrays.copyOfRange(all, from, to)), isWhole);
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
