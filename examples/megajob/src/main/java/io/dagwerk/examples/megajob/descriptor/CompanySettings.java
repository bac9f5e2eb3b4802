package io.dagwerk.examples.megajob.descriptor;

import io.dagwerk.config.Default;
import io.dagwerk.config.Doc;
import io.dagwerk.model.Ordered;
import java.time.ZoneId;
import java.util.Optional;
import java.util.SequencedMap;

/// What holds for all of a company's jobs: its file `company.yaml`.
public record CompanySettings(
    @Doc("The time zone of days, weeks and schedules") @Default("UTC") ZoneId zone,
    Rhythms rhythms,
    @Doc("Datasets that no job here makes, by name") @Default({})
        SequencedMap<String, External> external) {
  public CompanySettings {
    external = Ordered.copyOf(external);
  }

  /// The times of each rhythm.
  public record Rhythms(
      @Default("0 * * * *") String hourly,
      @Default("0 5 * * *") String daily,
      @Default("0 6 * * 1") String weekly) {
    /// The cron expression of a rhythm.
    public String of(Timing.Rhythm rhythm) {
      return switch (rhythm) {
        case HOURLY -> hourly;
        case DAILY -> daily;
        case WEEKLY -> weekly;
      };
    }
  }

  /// A dataset that somebody else makes.
  public record External(
      @Doc("A sentence for people") @Default("") String description,
      @Doc("Whom to ask") Optional<String> owner) {}
}
