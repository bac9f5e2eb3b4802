package io.dagwerk.definitions;

import io.dagwerk.model.OutputAddress;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// The rule that makes a relative path of an address: distinct addresses have distinct paths.
final class Paths {
  private static final String PLAIN = "-_.=+,@";

  private Paths() {}

  static String of(OutputAddress address) {
    return switch (address) {
      case OutputAddress.OfAsset asset ->
          "assets/"
              + asset.asset().parts().stream().map(Paths::escaped).collect(Collectors.joining("/"))
              + asset.partition().map(key -> "/@" + escaped(key.text())).orElse("");
      case OutputAddress.OfStep step ->
          "runs/%s/%s/%s"
              .formatted(step.run(), escaped(step.step().toString()), escaped(step.output()));
    };
  }

  /// Letters, digits and `-_.=+,@` as they are, every other byte of UTF-8 as `%` and two digits; a
  /// part is never `.`, `..` or begins with `@`.
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) each;
      boolean plain =
          each > 0
              && (Character.isLetterOrDigit(character) || PLAIN.indexOf(character) >= 0)
              && !(escaped.isEmpty() && (character == '.' || character == '@'));
      escaped.append(plain ? String.valueOf(character) : "%%%02X".formatted(each));
    }
    return escaped.toString();
  }
}
