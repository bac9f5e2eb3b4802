package io.dagwerk.config.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A version such as `0.4` or `1.10.2-SNAPSHOT`, of which the numbers count.
record Version(List<Integer> numbers) implements Comparable<Version> {
  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,6}(\\.\\d{1,6}){0,5})([-+].*)?");

  Version {
    numbers = List.copyOf(numbers);
  }

  static Optional<Version> parse(String text) {
    Matcher matcher = WRITTEN.matcher(text.strip());
    return matcher.matches()
        ? Optional.of(
            new Version(Stream.of(matcher.group(1).split("\\.")).map(Integer::valueOf).toList()))
        : Optional.empty();
  }

  /// The version of the module or jar that a class is from, if it says one.
  static Optional<Version> of(Class<?> type) {
    List<String> said = new ArrayList<>();
    if (type.getModule().isNamed()) {
      type.getModule().getDescriptor().rawVersion().ifPresent(said::add);
    }
    Optional.ofNullable(type.getPackage().getImplementationVersion()).ifPresent(said::add);
    return said.stream().flatMap(text -> parse(text).stream()).findFirst();
  }

  /// By their numbers, of which those that are not written are zero.
  @Override
  public int compareTo(Version other) {
    for (int i = 0; i < Math.max(numbers.size(), other.numbers.size()); i++) {
      int difference = Integer.compare(number(i), other.number(i));
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  private int number(int place) {
    return place < numbers.size() ? numbers.get(place) : 0;
  }
}
