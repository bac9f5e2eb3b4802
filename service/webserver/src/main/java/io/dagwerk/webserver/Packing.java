package io.dagwerk.webserver;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/// Answers that are sent with gzip to whom says that it reads it.
final class Packing {
  /// What is smaller gains less than it costs, in bytes.
  static final int LEAST = 4_096;

  private Packing() {}

  /// Whether who asks reads gzip.
  static boolean isAccepted(ServerRequest request) {
    return isAccepted(request.headers().first(HeaderNames.ACCEPT_ENCODING).orElse(""));
  }

  /// @param accepted the header of that name
  static boolean isAccepted(String accepted) {
    return Arrays.stream(accepted.split(","))
        .map(String::strip)
        .anyMatch(one -> one.matches("(?i)(gzip|\\*)(\\s*;\\s*q=(1|0?\\.0*[1-9]).*)?"));
  }

  static byte[] pack(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 4);
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes what is written", e);
    }
    return packed.toByteArray();
  }
}
