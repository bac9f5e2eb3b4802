package io.dagwerk.spi;

/// A part of a stream.
///
/// @param offset of the first byte
/// @param bytes as they were printed; none when nothing was printed beyond the offset yet
/// @param isWhole whether the stream is closed and ends with this part
public record LogSlice(long offset, Bytes bytes, boolean isWhole) {
  /// Where to read on.
  public long end() {
    return offset + bytes.size();
  }
}
