package io.dagwerk.storage.sql;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.stream.LongStream;
import org.roaringbitmap.RoaringBitmap;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;

/// How a set of up to 65,536 numbers is written: as a compressed bitmap in RoaringBitmap's portable
/// format, of the lower 16 bits of each. The rest of a number is its chunk.
final class Bits {
  private static final int CHUNK_BITS = 16;
  private static final int IN_CHUNK = (1 << CHUNK_BITS) - 1;

  private Bits() {}

  /// Which chunk a number belongs to; negative for negative numbers.
  static int chunk(long number) {
    return Math.toIntExact(number >> CHUNK_BITS);
  }

  static byte[] none() {
    return bytes(new RoaringBitmap());
  }

  /// The set with these numbers of its chunk put in, for true, or taken out.
  static byte[] changed(byte[] bits, Map<Long, Boolean> changes) {
    RoaringBitmap bitmap = bitmap(bits);
    changes.forEach((number, isSet) -> {
      int place = (int) (number & IN_CHUNK);
      if (isSet) {
        bitmap.add(place);
      } else {
        bitmap.remove(place);
      }
    });
    bitmap.runOptimize();
    return bytes(bitmap);
  }

  /// The numbers of a chunk, from the least on.
  static LongStream numbers(int chunk, byte[] bits) {
    long base = (long) chunk << CHUNK_BITS;
    return bitmap(bits).stream().mapToLong(place -> base + place);
  }

  private static RoaringBitmap bitmap(byte[] bits) {
    return new ImmutableRoaringBitmap(ByteBuffer.wrap(bits)).toRoaringBitmap();
  }

  private static byte[] bytes(RoaringBitmap bitmap) {
    ByteBuffer buffer = ByteBuffer.allocate(bitmap.serializedSizeInBytes());
    bitmap.serialize(buffer);
    return buffer.array();
  }
}
