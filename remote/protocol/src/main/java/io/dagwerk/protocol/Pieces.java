package io.dagwerk.protocol;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cuts what may be larger than a message into pieces, and joins them again. Confined to one
/// thread.
public final class Pieces {
  /// The largest piece, in bytes.
  public static final int LARGEST = 1 << 20;

  /// The most that is joined, in bytes.
  public static final int MOST = 256 << 20;

  private ByteString joined = ByteString.EMPTY;

  /// At least one piece.
  public static List<ByteString> cut(ByteString whole) {
    List<ByteString> pieces = new ArrayList<>();
    int start = 0;
    do {
      int end = Math.min(start + LARGEST, whole.size());
      pieces.add(whole.substring(start, end));
      start = end;
    } while (start < whole.size());
    return pieces;
  }

  /// Takes the next piece, and gives the whole with the last one.
  ///
  /// @throws UnreadableMessage when it becomes too large
  public Optional<ByteString> join(ByteString piece, boolean last) {
    if ((long) joined.size() + piece.size() > MOST) {
      throw new UnreadableMessage("pieces of more than %d bytes in all".formatted(MOST));
    }
    joined = joined.concat(piece);
    return last ? Optional.of(joined) : Optional.empty();
  }
}
