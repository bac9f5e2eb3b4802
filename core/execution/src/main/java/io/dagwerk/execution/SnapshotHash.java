package io.dagwerk.execution;

import io.dagwerk.model.LocationSnapshot;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// The hash that tells one set of definitions from another.
///
/// Snapshots are records down to their leaves, all in a fixed order, so their text is the same for
/// the same content.
final class SnapshotHash {
  private SnapshotHash() {}

  static String of(LocationSnapshot location) {
    MessageDigest digest = sha256();
    for (List<?> part : List.of(location.nodes(), location.jobs(), location.resources())) {
      for (Object each : part) {
        digest.update(each.toString().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      digest.update((byte) 1);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
