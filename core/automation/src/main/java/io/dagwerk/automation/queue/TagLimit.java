package io.dagwerk.automation.queue;

import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// How many runs with a tag may be under way at once.
///
/// ```java
/// TagLimit.of("team", 4)               // all runs that have the tag, whatever its value
/// TagLimit.of("team", "pricing", 2)    // those of this value
/// TagLimit.forEach("customer", 1)      // those of each value, counted apart
/// ```
///
/// @param key of the tag
/// @param most how many, from 0
public record TagLimit(String key, Counted counted, int most) {
  /// @throws IllegalArgumentException for a negative number
  public TagLimit {
    if (most < 0) {
      throw new IllegalArgumentException(
          "the limit of runs with tag '%s' is 0 or more, but found %d".formatted(key, most));
    }
  }

  /// Which runs are counted together.
  public sealed interface Counted {
    /// All that have the tag.
    record Together() implements Counted {}

    /// Those that have the tag with this value.
    record Value(String value) implements Counted {}

    /// Those of one value, for every value.
    record EachValue() implements Counted {}
  }

  public static TagLimit of(String key, int most) {
    return new TagLimit(key, new Counted.Together(), most);
  }

  public static TagLimit of(String key, String value, int most) {
    return new TagLimit(key, new Counted.Value(value), most);
  }

  public static TagLimit forEach(String key, int most) {
    return new TagLimit(key, new Counted.EachValue(), most);
  }

  /// The value that a run with these tags counts with under this limit, together with all others of
  /// the same; null when the limit does not concern it.
  @Nullable String countedWith(SequencedMap<String, String> tags) {
    String value = tags.get(key);
    return switch (counted) {
      case Counted.Together() -> value == null ? null : "";
      case Counted.Value(String wanted) -> wanted.equals(value) ? value : null;
      case Counted.EachValue() -> value;
    };
  }

  /// The limit of those that count with a value, in words.
  String describe(String value) {
    return counted instanceof Counted.Together ? "tag " + key : "tag " + key + "=" + value;
  }
}
