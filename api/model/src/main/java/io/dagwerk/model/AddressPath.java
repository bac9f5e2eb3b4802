package io.dagwerk.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;

/// The rule that makes a relative path of an address: distinct addresses have distinct paths, and
/// no path with a suffix such as `.json` is the folder of another.
final class AddressPath {
  private static final String PLAIN = "-_=+,@";

  /// File systems refuse longer names than 255 bytes; a suffix needs some of them.
  private static final int LONGEST_NAME = 180;

  private AddressPath() {}

  static String of(OutputAddress address) {
    return switch (address) {
      case OutputAddress.OfAsset asset ->
          "assets/"
              + asset.asset().parts().stream()
                  .map(part -> escaped(part, PLAIN))
                  .collect(Collectors.joining("/"))
              + asset.partition().map(key -> "/@" + escaped(key.text(), PLAIN + ".")).orElse("");
      case OutputAddress.OfStep step ->
          "runs/%s/%s/%s"
              .formatted(
                  step.run(),
                  escaped(step.step().toString(), PLAIN + "."),
                  escaped(step.output(), PLAIN));
    };
  }

  /// Letters, digits and the plain characters as they are, every other byte of UTF-8 as `%` and two
  /// digits. It is never `.` or `..` and never begins with `@`. The end of a long one is a hash.
  private static String escaped(String text, String plain) {
    StringBuilder escaped = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) each;
      boolean asItIs =
          each > 0
              && (Character.isLetterOrDigit(character) || plain.indexOf(character) >= 0)
              && !(escaped.isEmpty() && (character == '.' || character == '@'));
      escaped.append(asItIs ? String.valueOf(character) : "%%%02X".formatted(each));
    }
    return escaped.length() <= LONGEST_NAME
        ? escaped.toString()
        : escaped.substring(0, LONGEST_NAME - 65) + "~" + hash(text);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }
}
