package io.dagwerk.examples.megajob.descriptor;

import io.dagwerk.config.Doc;
import io.dagwerk.config.Name;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/// When a job runs: with the others of a rhythm, or at times of its own.
public sealed interface Timing {
  /// The name of the job that runs all jobs of this timing.
  String jobName();

  /// A rhythm of the company, whose times its own file says.
  enum Rhythm implements Timing {
    @Name("hourly")
    HOURLY,
    @Name("daily")
    DAILY,
    @Name("weekly")
    WEEKLY;

    @Override
    public String jobName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Times of its own.
  record OwnTimes(
      @Doc("Minute, hour, day of month, month and day of week, such as 0 6 * * 1") String cron,
      @Doc("The time zone; the company's if not said") Optional<ZoneId> zone)
      implements Timing {
    /// Two jobs of the same times run together.
    @Override
    public String jobName() {
      String times = cron.replace("*", "any").replace("-", "to").replace("/", "by");
      String place = zone.map(id -> "_" + id.getId()).orElse("");
      return ("cron_" + times + place).replaceAll("[^A-Za-z0-9]+", "_");
    }
  }
}
