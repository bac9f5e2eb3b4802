package io.dagwerk.plan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// The SHA-256 of named texts. Each text is written with its length, and each list with its size,
/// so that no two different contents are written alike.
final class VersionDigest {
  private final MessageDigest digest;

  /// @param kind what the version is of, so that different things never share one
  VersionDigest(String kind) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256, but this one does not", e);
    }
    text(kind);
  }

  VersionDigest add(String name, String text) {
    text(name);
    text(text);
    return this;
  }

  VersionDigest add(String name, List<String> texts) {
    text(name);
    number(texts.size());
    texts.forEach(this::text);
    return this;
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    digest.update(bytes);
  }

  private void number(int number) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
  }

  String finish() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
