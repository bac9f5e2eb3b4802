package io.dagwerk.automation.queue;

import java.util.Optional;
import java.util.SequencedMap;

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

  /// What a run with these tags counts as under this limit; empty when the limit does not concern
  /// it. Runs of the same text count together.
  Optional<String> countedAs(SequencedMap<String, String> tags) {
    Optional<String> value = Optional.ofNullable(tags.get(key));
    return switch (counted) {
      case Counted.Together() -> value.map(_ -> key);
      case Counted.Value(String wanted) -> value.filter(wanted::equals).map(this::of);
      case Counted.EachValue() -> value.map(this::of);
    };
  }

  private String of(String value) {
    return key + "=" + value;
  }
}
