package io.dagwerk.protocol;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// One definition of a code location as bytes, known by their hash, so that of a changed location
/// only what changed is sent.
///
/// @param hash the SHA-256 of kind and bytes, in hexadecimal
public record SnapshotPart(Kind kind, String hash, ByteString bytes) {

  /// Which message the bytes are.
  public enum Kind {
    NODE("Node"),
    JOB("Job"),
    RESOURCE("Resource"),
    SCHEDULE("Schedule"),
    SENSOR("Sensor");

    private final String message;

    Kind(String message) {
      this.message = message;
    }

    /// The name of the message.
    String message() {
      return message;
    }
  }

  static SnapshotPart of(Kind kind, ByteString bytes) {
    return new SnapshotPart(kind, hash(kind, bytes), bytes);
  }

  private static String hash(Kind kind, ByteString bytes) {
    MessageDigest digest = sha256();
    digest.update(kind.name().getBytes(StandardCharsets.UTF_8));
    digest.update(bytes.asReadOnlyByteBuffer());
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }
}
