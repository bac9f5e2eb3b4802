package io.dagwerk.model;

import java.util.List;
import java.util.regex.Pattern;

/// What an asset is known by: one or more parts, written joined by `/`, such as `raw/flights`.
///
/// The key is the asset's identity in storage, so it never follows a renamed Java field.
///
/// @param parts at least one; each of letters, digits, `_`, `-`, `.` or any other text but `/`
public record AssetKey(List<String> parts) implements Comparable<AssetKey> {
  private static final Pattern SEPARATORS = Pattern.compile("[^A-Za-z0-9_]+");

  public AssetKey {
    parts = List.copyOf(parts);
    if (!areParts(parts)) {
      throw new IllegalArgumentException(
          "an asset key has one or more parts without '/', but found " + parts);
    }
  }

  /// The key that a text names: everything but letters, digits and `_` separates parts, so `a/b.c`
  /// and `a/b/c` are one asset.
  public static AssetKey of(String text) {
    if (isPart(text)) {
      return new AssetKey(List.of(text));
    }
    return new AssetKey(
        List.of(SEPARATORS.split(text)).stream().filter(part -> !part.isEmpty()).toList());
  }

  private static boolean areParts(List<String> parts) {
    for (String part : parts) {
      if (part.isEmpty() || part.indexOf('/') >= 0) {
        return false;
      }
    }
    return !parts.isEmpty();
  }

  /// Most keys are one part, and keys are made often.
  private static boolean isPart(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isOfPart(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isOfPart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  @Override
  public int compareTo(AssetKey other) {
    return toString().compareTo(other.toString());
  }

  /// The parts joined by `/`.
  @Override
  public String toString() {
    return parts.size() == 1 ? parts.getFirst() : String.join("/", parts);
  }
}
