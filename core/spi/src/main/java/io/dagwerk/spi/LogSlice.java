package io.dagwerk.spi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A part of a stream.
///
/// @param offset of the first byte
/// @param bytes as they were printed; none when nothing was printed beyond the offset yet
/// @param isWhole whether the stream is closed and ends with this part
public record LogSlice(long offset, Bytes bytes, boolean isWhole) {
  /// What is read at a place of which the text was dropped: a line that says so, then this.
  ///
  /// The line stands for the last bytes of what was dropped, so [#end] is where to read on.
  ///
  /// @param asked the place, before the offset of this
  public LogSlice behindGap(long asked) {
    String line =
        "%s[%,d bytes are missing here: of what a step prints, limits.printed keeps the newest]\n"
            .formatted(asked == 0 ? "" : "\n", offset - asked);
    byte[] told = line.getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(told, told.length + bytes.size());
    System.arraycopy(bytes.toArray(), 0, all, told.length, bytes.size());
    return new LogSlice(offset - told.length, Bytes.of(all), isWhole);
  }

  /// Where to read on.
  public long end() {
    return offset + bytes.size();
  }
}
