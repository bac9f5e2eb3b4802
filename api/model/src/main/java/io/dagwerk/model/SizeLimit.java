package io.dagwerk.model;

import java.util.Arrays;
import java.util.Optional;

/// What is limited in size, each by a setting of the group `limits`: its name, what it counts, its
/// value when nothing is said, and from where to where it may be set.
public enum SizeLimit {
  /// A line that a step logs or prints, in UTF-8.
  LOG_LINE("limits.logLine", Unit.BYTES, 64_000, 1_000, 1_000_000),
  /// What a step prints to both streams in all attempts.
  PRINTED("limits.printed", Unit.BYTES, 1_000_000_000, 16_000_000, 1_000_000_000_000L),
  /// A fact, in UTF-8.
  METADATA_VALUE("limits.metadataValue", Unit.BYTES, 64_000, 1_000, 1_000_000),
  /// An event of a run, as it is stored.
  EVENT("limits.event", Unit.BYTES, 256_000, 16_000, 1_000_000),
  /// The config of a run, as JSON.
  CONFIG("limits.config", Unit.BYTES, 1_000_000, 1_000, 4_000_000),
  /// What a location defines, as it is sent.
  DEFINITIONS("limits.definitions", Unit.BYTES, 100_000_000, 1_000_000, 1_000_000_000),
  /// The tags of a run, but for those that Dagwerk gives it.
  TAGS("limits.tags", Unit.TAGS, 100, 1, 10_000);

  private final String setting;
  private final Unit unit;
  private final long usual;
  private final long least;
  private final long most;

  SizeLimit(String setting, Unit unit, long usual, long least, long most) {
    this.setting = setting;
    this.unit = unit;
    this.usual = usual;
    this.least = least;
    this.most = most;
  }

  /// What is counted.
  public enum Unit {
    BYTES("bytes"),
    TAGS("tags");

    private final String word;

    Unit(String word) {
      this.word = word;
    }

    /// As it stands behind a number.
    public String word() {
      return word;
    }
  }

  /// The limit of a setting; empty when there is none of that path.
  public static Optional<SizeLimit> find(String setting) {
    return Arrays.stream(values()).filter(limit -> limit.setting.equals(setting)).findFirst();
  }

  /// The path of the setting, such as `limits.tags`.
  public String setting() {
    return setting;
  }

  public Unit unit() {
    return unit;
  }

  /// What holds when nothing else is said.
  public long usual() {
    return usual;
  }

  /// The least that it may be set to.
  public long least() {
    return least;
  }

  /// The most that it may be set to.
  public long most() {
    return most;
  }

  /// The value itself.
  ///
  /// @throws IllegalArgumentException when the limit cannot be that
  long checked(long value) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is from %,d to %,d %s, but found %,d"
              .formatted(setting, least, most, unit.word(), value));
    }
    return value;
  }
}
