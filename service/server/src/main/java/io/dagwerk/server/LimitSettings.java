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
    @Doc("The longest line that a step logs or prints: a size; a longer one is cut, and says so")
        @Default("64kB")
        String logLine,
    @Doc(
            "How much is kept of what a step prints: a size; when it prints more, the oldest is dropped")
        @Default("1GB")
        String printed,
    @Doc(
            "The largest value of metadata: a size; a larger text is cut, and what is no text gives way to one that says so")
        @Default("64kB")
        String metadataValue,
    @Doc(
            "The largest event of a run: a size; of a larger one the largest texts and facts are cut, and say so")
        @Default("256kB")
        String event,
    @Doc("The largest config of a run, as JSON: a size; a launch with more is refused")
        @Default("1MB")
        String config,
    @Doc(
            "The largest that a location may define, as it is sent: a size; one with more is not loaded")
        @Default("100MB")
        String definitions,
    @Doc(
            "The most tags of a run, but for those that Dagwerk gives it; a launch with more is refused")
        @Default("100")
        int tags) {
  /// @throws IllegalArgumentException with all that is wrong
  public LimitSettings(
      String logLine,
      String printed,
      String metadataValue,
      String event,
      String config,
      String definitions,
      int tags) {
    this.logLine = logLine;
    this.printed = printed;
    this.metadataValue = metadataValue;
    this.event = event;
    this.config = config;
    this.definitions = definitions;
    this.tags = tags;
    var _ = limits();
  }

  SizeLimits limits() {
    return new Reading()
        .size(SizeLimit.LOG_LINE, "logLine", logLine)
        .size(SizeLimit.PRINTED, "printed", printed)
        .size(SizeLimit.METADATA_VALUE, "metadataValue", metadataValue)
        .size(SizeLimit.EVENT, "event", event)
        .size(SizeLimit.CONFIG, "config", config)
        .size(SizeLimit.DEFINITIONS, "definitions", definitions)
        .number(SizeLimit.TAGS, tags)
        .limits();
  }

  /// Limits as they are read, and what is wrong with them.
  private static final class Reading {
    private final SequencedMap<SizeLimit, Long> said = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    Reading size(SizeLimit limit, String name, String text) {
      return add(limit, () -> ByteSize.of(name, text).bytes());
    }

    Reading number(SizeLimit limit, int number) {
      return add(limit, () -> number);
    }

    private Reading add(SizeLimit limit, LongSupplier value) {
      try {
        long read = value.getAsLong();
        var _ = SizeLimits.DEFAULT.with(limit, read);
        said.put(limit, read);
      } catch (IllegalArgumentException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
      return this;
    }

    SizeLimits limits() {
      if (!problems.isEmpty()) {
        throw new IllegalArgumentException(String.join("; ", problems));
      }
      return new SizeLimits(said);
    }
  }
}
