package io.dagwerk.spi;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What content is known by: the SHA-256 of its bytes, as 64 hexadecimal digits in lower case.
public record ContentHash(String hex) implements Comparable<ContentHash> {
  private static final int DIGITS = 64;

  /// @throws IllegalArgumentException for any other text
  public ContentHash {
    if (hex.length() != DIGITS || !hex.chars().allMatch(ContentHash::isDigit)) {
      throw new IllegalArgumentException(
          "a content hash has 64 digits of 0-9 and a-f, but found '%s'".formatted(hex));
    }
  }

  private static boolean isDigit(int character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
  }

  public static ContentHash of(Bytes content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return of(digest.digest(content.toArray()));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }

  /// The hash whose 32 bytes these are.
  public static ContentHash of(byte[] digest) {
    return new ContentHash(HexFormat.of().formatHex(digest));
  }

  /// Its 32 bytes.
  public byte[] toArray() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public int compareTo(ContentHash other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
