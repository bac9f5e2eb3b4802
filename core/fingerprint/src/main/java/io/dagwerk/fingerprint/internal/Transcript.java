package io.dagwerk.fingerprint.internal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// An unambiguous record of typed items: every text carries its length, every item its type, so
/// that two different sequences never have the same bytes.
final class Transcript {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

  Transcript text(String text) {
    return item('s', text.getBytes(StandardCharsets.UTF_8));
  }

  Transcript number(long number) {
    bytes.write('n');
    bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    return this;
  }

  Transcript bytes(byte[] content) {
    return item('b', content);
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  byte[] sha256() {
    return sha256(bytes.toByteArray());
  }

  String hex() {
    return HexFormat.of().formatHex(sha256());
  }

  static byte[] sha256(byte[] content) {
    return digest().digest(content);
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private Transcript item(char type, byte[] content) {
    bytes.write(type);
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(content.length).array());
    bytes.writeBytes(content);
    return this;
  }
}
