package io.dagwerk.server;

import io.dagwerk.config.Default;
import io.dagwerk.config.Doc;
import io.dagwerk.model.SizeLimit;
import io.dagwerk.model.SizeLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.LongSupplier;

/// How large what an instance takes and keeps may be.
public record LimitSettings(
    @Doc("The largest config of a run, as JSON: a size; a launch with more is refused")
        @Default("1MB")
        String config,
    @Doc(
            "The most tags of a run, but for those that Dagwerk gives it; a launch with more is refused")
        @Default("100")
        int tags) {
  /// @throws IllegalArgumentException with all that is wrong
  public LimitSettings {
    var _ = limits(config, tags);
  }

  SizeLimits limits() {
    return limits(config, tags);
  }

  private static SizeLimits limits(String config, int tags) {
    Reading reading = new Reading();
    reading.size(SizeLimit.CONFIG, "config", config);
    reading.number(SizeLimit.TAGS, tags);
    return reading.limits();
  }

  /// Limits as they are read, and what is wrong with them.
  private static final class Reading {
    private final SequencedMap<SizeLimit, Long> said = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    void size(SizeLimit limit, String name, String text) {
      add(limit, () -> ByteSize.of(name, text).bytes());
    }

    void number(SizeLimit limit, int number) {
      add(limit, () -> number);
    }

    private void add(SizeLimit limit, LongSupplier value) {
      try {
        long bytes = value.getAsLong();
        var _ = SizeLimits.DEFAULT.with(limit, bytes);
        said.put(limit, bytes);
      } catch (IllegalArgumentException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }

    SizeLimits limits() {
      if (!problems.isEmpty()) {
        throw new IllegalArgumentException(String.join("; ", problems));
      }
      return new SizeLimits(said);
    }
  }
}
