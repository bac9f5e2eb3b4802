package io.dagwerk.definitions;

import io.dagwerk.model.Zones;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// Runs a job at the times of a cron expression.
///
/// ```java
/// final Schedule morning =
///     Schedule.named("morning").cron("0 6 * * *").in("Europe/Amsterdam").running(refresh).always();
/// ```
public final class Schedule extends Handle implements Definition {
  private final Builder options;
  private final Job job;
  private final Optional<Compute<Decision>> compute;

  private Schedule(Builder options, Job job, Optional<Compute<Decision>> compute) {
    super(options.name());
    this.options = options;
    this.job = job;
    this.compute = compute;
  }

  public static Builder named(String name) {
    return new Builder(name, "", List.of("@daily"), ZoneId.of("UTC"));
  }

  /// A schedule of a job of partitioned assets, which runs each partition when it is complete. It
  /// is called after the job, such as `refresh_schedule`.
  public static Schedule ofPartitions(Job job) {
    return ofPartitions(Handle.declared(job, "a job").name() + "_schedule", job);
  }

  /// As [#ofPartitions(Job)], under a name of its own.
  public static Schedule ofPartitions(String name, Job job) {
    return new Schedule(
        new Builder(name, "", List.of(), ZoneId.of("UTC")),
        Handle.declared(job, "a job"),
        Optional.empty());
  }

  public String description() {
    return options.description();
  }

  /// The cron expressions; none when the job's partitions say when.
  public List<String> crons() {
    return options.crons();
  }

  public ZoneId zone() {
    return options.zone();
  }

  public Job job() {
    return job;
  }

  /// Decides on each tick; empty for one run without more ado.
  public Optional<Compute<Decision>> compute() {
    return compute;
  }

  /// The options of a schedule.
  public record Builder(String name, String description, List<String> crons, ZoneId zone) {
    public Builder {
      crons = List.copyOf(crons);
    }

    public Builder describedAs(String text) {
      return new Builder(name, text, crons, zone);
    }

    /// The times of these expressions, all of them; daily at midnight if not said.
    ///
    /// @throws IllegalArgumentException when there is none
    public Builder cron(String... expressions) {
      if (expressions.length == 0) {
        throw new IllegalArgumentException(
            "schedule '%s' has cron() without an expression; give it one, such as \"0 6 * * *\""
                .formatted(name));
      }
      return new Builder(name, description, List.of(expressions), zone);
    }

    /// The time zone of the expressions; UTC if not said.
    ///
    /// @throws IllegalArgumentException when there is no such zone, with the nearest name
    public Builder in(String zoneId) {
      try {
        return new Builder(name, description, crons, Zones.of(zoneId));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("schedule '%s': %s".formatted(name, e.getMessage()), e);
      }
    }

    public Running running(Job job) {
      return new Running(this, Handle.declared(job, "a job"));
    }
  }

  /// A schedule with its job; it may have a function that decides on each tick.
  public static final class Running extends Definer<Decision, Schedule> {
    private final Builder options;
    private final Job job;

    private Running(Builder options, Job job) {
      this.options = options;
      this.job = job;
    }

    /// One run on every tick.
    public Schedule always() {
      return new Schedule(options, job, Optional.empty());
    }

    @Override
    Schedule define(Compute<Decision> compute) {
      return new Schedule(options, job, Optional.of(compute));
    }
  }
}
