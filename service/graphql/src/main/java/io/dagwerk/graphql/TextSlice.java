package io.dagwerk.graphql;

import io.dagwerk.spi.LogSlice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A part of a stream, read as UTF-8. A character is never cut: what there is only the beginning of
/// comes with the next part. What is no UTF-8 is shown as the character for that.
///
/// @param offset of the first byte
/// @param end where to read on
/// @param isWhole whether the stream is closed and ends with this part
record TextSlice(long offset, long end, String text, boolean isWhole) {
  /// In bytes.
  static final int LONGEST_CHARACTER = 4;

  static TextSlice of(LogSlice slice) {
    byte[] bytes = slice.bytes().toArray();
    int size = slice.isWhole() ? bytes.length : sizeOfWholeCharacters(bytes);
    String text = new String(Arrays.copyOf(bytes, size), StandardCharsets.UTF_8);
    return new TextSlice(slice.offset(), slice.offset() + size, text, slice.isWhole());
  }

  private static int sizeOfWholeCharacters(byte[] bytes) {
    for (int back = 1; back < LONGEST_CHARACTER && back <= bytes.length; back++) {
      int size = sizeOfCharacter(bytes[bytes.length - back]);
      if (size > 0) {
        return size > back ? bytes.length - back : bytes.length;
      }
    }
    return bytes.length;
  }

  /// Of the character that begins with a byte; 0 for a byte in the midst of one.
  private static int sizeOfCharacter(byte first) {
    int ones = Integer.numberOfLeadingZeros(~(first << 24));
    return switch (ones) {
      case 1 -> 0;
      case 2, 3, 4 -> ones;
      default -> 1;
    };
  }
}
