package io.dagwerk.runhost;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ComputeLogs;
import io.dagwerk.spi.LogKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// How much is kept of what one run prints, and what its streams lack since it is enough.
/// Thread-safe.
final class PrintedUsage {
  private static final Bytes NOTHING = Bytes.of(new byte[0]);

  /// A character is not cut in two, so up to 3 bytes of the room may be left.
  private static final int LONGEST_CHARACTER = 4;

  private final ComputeLogs logs;
  private final long most;
  private final Map<LogKey, Long> sizes = new HashMap<>();
  private final Map<LogKey, Cut> cuts = new HashMap<>();
  private long kept;

  /// A stream of which nothing more is kept.
  ///
  /// @param from where what is dropped begins that no line tells of yet, as its worker counts
  /// @param end where the stream would end
  private record Cut(long from, long end) {
    Cut reaching(long offset) {
      return new Cut(from, Math.max(end, offset));
    }
  }

  /// Looks up what is kept of the run already.
  PrintedUsage(ComputeLogs logs, RunId run, long most) {
    this.logs = logs;
    this.most = most;
    for (LogKey key : logs.list(run)) {
      kept += stored(key);
    }
  }

  /// Where a stream ends in the store.
  private long stored(LogKey key) {
    return logs.append(key, 0, NOTHING);
  }

  /// As [ComputeLogs#append], but for what is beyond the room of the run.
  ///
  /// @return where the stream ends, as its worker counts
  synchronized long append(LogKey key, long offset, Bytes bytes) {
    Optional<Cut> cut = findCut(key, offset);
    if (cut.isPresent()) {
      boolean hasGap = offset > cut.get().end();
      Cut next = hasGap ? cut.get() : cut.get().reaching(offset + bytes.size());
      cuts.put(key, next);
      return next.end();
    }
    long size = sizes.computeIfAbsent(key, this::stored);
    long end = offset + bytes.size();
    long room = size + most - kept;
    if (offset > size || end <= room) {
      return append(key, offset, bytes, size);
    }
    long keptEnd = append(key, offset, beginning(bytes, (int) (room - offset)), size);
    cuts.put(key, new Cut(keptEnd, end));
    return end;
  }

  private long append(LogKey key, long offset, Bytes bytes, long size) {
    long end = logs.append(key, offset, bytes);
    kept += end - size;
    sizes.put(key, end);
    return end;
  }

  /// A stream is cut when it was cut here, or as soon as it goes on in a run that is full: an
  /// earlier host may have cut it.
  private Optional<Cut> findCut(LogKey key, long offset) {
    if (!cuts.containsKey(key) && most - kept < LONGEST_CHARACTER) {
      long size = stored(key);
      boolean isClosed = logs.read(key, size, 1).isWhole();
      long end = Math.max(size, offset);
      // At the end of a closed stream stands already what it lacks.
      cuts.put(key, new Cut(isClosed ? end : size, end));
    }
    return Optional.ofNullable(cuts.get(key));
  }

  /// At most so many of the first bytes, without a part of a character at their end.
  static Bytes beginning(Bytes bytes, int most) {
    if (bytes.size() <= most) {
      return bytes;
    }
    byte[] all = bytes.toArray();
    int end = Math.max(0, most);
    while (end > 0 && isContinuation(all[end]) && most - end < LONGEST_CHARACTER - 1) {
      end--;
    }
    return Bytes.of(Arrays.copyOf(all, end));
  }

  /// Whether a byte of UTF-8 belongs to the character that began before it.
  private static boolean isContinuation(byte value) {
    return (value & 0xC0) == 0x80;
  }

  /// As [ComputeLogs#close], with a line that says what the stream lacks.
  synchronized void close(LogKey key) {
    sayLack(key);
    logs.close(key);
    sizes.remove(key);
  }

  /// As [BoundedLogs#conclude], behind the line that says what the stream lacks.
  synchronized void conclude(LogKey key, Bytes text) {
    sayLack(key);
    logs.append(key, stored(key), text);
    sizes.remove(key);
  }

  private void sayLack(LogKey key) {
    Cut cut = cuts.getOrDefault(key, new Cut(0, 0));
    if (cut.end() > cut.from()) {
      long size = stored(key);
      String line =
          "[here %,d bytes are missing: of what a run prints, %,d bytes are kept]\n"
              .formatted(cut.end() - cut.from(), most);
      logs.append(key, size, Bytes.ofText(endsLine(key, size) ? line : "\n" + line));
      cuts.put(key, new Cut(cut.end(), cut.end()));
    }
  }

  private boolean endsLine(LogKey key, long size) {
    return size == 0 || logs.read(key, size - 1, 1).bytes().text().equals("\n");
  }
}
