package io.dagwerk.spi;

import io.dagwerk.model.RunId;
import java.util.List;

/// What steps print, byte by byte, written and read while it grows. Thread-safe.
///
/// Output that is lost with the machine is not worth a sync: of what was appended last, a crash of
/// the machine may lose some, a crash of the process none.
///
/// ```java
/// LogSlice slice = logs.read(key, seen, 64 * 1024);
/// show(slice.bytes());
/// seen = slice.end();
/// ```
public interface ComputeLogs {
  /// The most bytes of one part.
  int MOST = 1 << 20;

  /// A stream is kept in pieces: when one has so many bytes, the next part begins another.
  int PIECE = 4 << 20;

  /// Writes at an offset. A part that is there already is not written twice: who was not answered
  /// sends it again. What is printed to a closed stream all the same opens it again.
  ///
  /// @param bytes up to [#MOST]
  /// @return where the stream ends now; less than the offset when bytes before it are missing, and
  ///   then nothing was written
  long append(LogKey key, long offset, Bytes bytes);

  /// Nothing more is expected; a reader that has read all knows that it has.
  void close(LogKey key);

  /// Drops the pieces of a stream that begin before a place, the oldest first; the newest stays.
  /// Whoever reads there reads on where the stream begins now, behind a line that says how much is
  /// missing.
  ///
  /// @return where the stream begins now: 0 when nothing was ever dropped
  long drop(LogKey key, long before);

  /// Reads from an offset; nothing of a stream that there is not.
  ///
  /// @param limit from 1 to [#MOST], beside the line about what was dropped
  LogSlice read(LogKey key, long offset, int limit);

  /// The streams of a run, by step, attempt and stream, those of no step first.
  List<LogKey> list(RunId run);

  /// Deletes all streams of a run.
  void delete(RunId run);
}
