package io.dagwerk.chaos.jobs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/// A value that no other call of a step makes, and that says which call made it.
public record NotedValue(String text) {
  /// @param part of what the call makes; 0 when it makes one value
  static NotedValue made(Notes.Doer doer, int part, List<String> from) {
    return new NotedValue(
        "%s %s %d %d %s %s"
            .formatted(
                doer.run(),
                doer.step(),
                doer.attempt(),
                part,
                UUID.randomUUID(),
                String.join(
                    ",", from.stream().map(value -> new NotedValue(value).hash()).toList())));
  }

  int attempt() {
    return Integer.parseInt(text.split(" ", 4)[2]);
  }

  /// By which the record and the log name it.
  public String hash() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
