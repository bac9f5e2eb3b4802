package io.dagwerk.model;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// How large what an instance takes and keeps may be. Immutable.
///
/// ```java
/// SizeLimits limits = SizeLimits.DEFAULT.with(SizeLimit.TAGS, 200);
/// Optional<String> problem = limits.problem(SizeLimit.TAGS, "the run", tags.size());
/// ```
///
/// @param said the limits that are not the usual ones, or are said to be so
public record SizeLimits(SequencedMap<SizeLimit, Long> said) {
  /// Each limit is the usual one.
  public static final SizeLimits DEFAULT = new SizeLimits(new LinkedHashMap<>());

  /// @throws IllegalArgumentException when a limit cannot be that, with what it may be
  public SizeLimits {
    said = Ordered.copyOf(said);
    said.forEach(SizeLimit::checked);
  }

  /// In the unit of the limit.
  public long of(SizeLimit limit) {
    return said.getOrDefault(limit, limit.usual());
  }

  /// @throws IllegalArgumentException when the limit cannot be that, with what it may be
  public SizeLimits with(SizeLimit limit, long value) {
    SequencedMap<SizeLimit, Long> all = new LinkedHashMap<>(said);
    all.put(limit, value);
    return new SizeLimits(all);
  }

  /// Why something is not taken; empty when it is within the limit.
  ///
  /// @param what such as `the config of the run`
  /// @param found how large it is, in the unit of the limit
  public Optional<String> problem(SizeLimit limit, String what, long found) {
    return found <= of(limit)
        ? Optional.empty()
        : Optional.of(
            "%s has %,d %s, but %s is %,d; give less, or raise that setting of dagwerk.yaml"
                .formatted(what, found, limit.unit().word(), limit.setting(), of(limit)));
  }
}
