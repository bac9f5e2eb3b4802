package io.dagwerk.definitions;

import io.dagwerk.model.InstigatorStatus;
import io.dagwerk.model.Ordered;
import io.dagwerk.model.Retry;
import io.dagwerk.model.ScheduleSnapshot.Asks;
import io.dagwerk.model.Zones;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/// Runs a job at the times of a cron expression, or whenever a partition of it is complete.
///
/// ```java
/// final Schedule morning =
///     Schedule.named("morning").cron("0 6 * * *").in("Europe/Amsterdam").running(refresh).always();
/// final Schedule days =
///     Schedule.named("days").offset(Duration.ofHours(2)).ofPartitions(refresh);
/// ```
///
/// Each time is one tick, and each tick is decided once, however often and late it is looked at. A
/// tick whose function fails is tried again; one that was missed is made up for within bounds.
public final class Schedule extends Handle implements Definition {
  private final Settings settings;
  private final Asks asks;
  private final Job job;
  private final Optional<Compute<Decision>> compute;

  private Schedule(Builder builder, Asks asks, Job job, Optional<Compute<Decision>> compute) {
    super(builder.name);
    this.settings = builder.settings;
    this.asks = asks;
    this.job = job;
    this.compute = compute;
  }

  public static Builder named(String name) {
    return new Builder(name, Settings.NONE);
  }

  /// As [Builder#ofPartitions], called after the job, such as `refresh_schedule`.
  public static Schedule ofPartitions(Job job) {
    return named(Handle.declared(job, "a job").name() + "_schedule").ofPartitions(job);
  }

  /// What is said about a schedule beside its job.
  ///
  /// @param crons none when nothing was said
  /// @param offset how long after the end of a window its partition is run
  /// @param mostCaughtUp empty when nothing was said
  public record Settings(
      String description,
      List<String> crons,
      ZoneId zone,
      Duration offset,
      Optional<Integer> mostCaughtUp,
      Retry retry,
      InstigatorStatus byDefault,
      SequencedMap<String, String> tags) {
    /// Of a tick whose function fails: three more times, after 10, 30 and 70 seconds.
    public static final Retry RETRY = Retry.times(3).exponential(Duration.ofSeconds(10));

    private static final Settings NONE = new Draft().settled();

    public Settings {
      crons = List.copyOf(crons);
      tags = Ordered.copyOf(tags);
    }
  }

  public Settings settings() {
    return settings;
  }

  public String description() {
    return settings.description();
  }

  /// What a tick asks for.
  public Asks asks() {
    return asks;
  }

  public Job job() {
    return job;
  }

  /// Decides on each tick; empty for one run, or the partitions, without more ado.
  public Optional<Compute<Decision>> compute() {
    return compute;
  }

  /// The options of a schedule; every step gives a new builder.
  public static final class Builder {
    private final String name;
    private final Settings settings;

    private Builder(String name, Settings settings) {
      this.name = name;
      this.settings = settings;
    }

    public Builder describedAs(String text) {
      return with(draft -> draft.description = text);
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
      return with(draft -> draft.crons = List.of(expressions));
    }

    /// The time zone of the expressions; UTC if not said, whatever the zone of the machine is.
    ///
    /// @throws IllegalArgumentException when there is no such zone, with the nearest name
    public Builder in(String zoneId) {
      try {
        ZoneId zone = Zones.of(zoneId);
        return with(draft -> draft.zone = zone);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("schedule '%s': %s".formatted(name, e.getMessage()), e);
      }
    }

    /// How long after the end of a window its partition is run; at once if not said.
    ///
    /// @throws IllegalArgumentException when it is negative
    public Builder offset(Duration afterTheEnd) {
      if (afterTheEnd.isNegative()) {
        throw new IllegalArgumentException(
            "a partition is run after its end, but found the offset " + afterTheEnd);
      }
      return with(draft -> draft.offset = afterTheEnd);
    }

    /// How many ticks are made up for when several were missed: the latest ones, in order; the
    /// older ones are recorded as missed. If not said, 5 of partitions and 1 of anything else.
    ///
    /// @throws IllegalArgumentException when it is less than 1 or more than 10,000
    public Builder catchingUp(int mostTicks) {
      if (mostTicks < 1 || mostTicks > 10_000) {
        throw new IllegalArgumentException(
            "between 1 and 10000 missed ticks are made up for, but found " + mostTicks);
      }
      return with(draft -> draft.mostCaughtUp = Optional.of(mostTicks));
    }

    /// How often a tick whose function fails is tried again; [Settings#RETRY] if not said.
    public Builder retrying(Retry policy) {
      return with(draft -> draft.retry = policy);
    }

    /// Whether it runs until somebody switches it; stopped if not said.
    public Builder byDefault(InstigatorStatus status) {
      return with(draft -> draft.byDefault = status);
    }

    /// A tag of every run that it asks for.
    public Builder tag(String key, String value) {
      return with(draft -> draft.tags.put(key, value));
    }

    public Running running(Job job) {
      return new Running(this, Handle.declared(job, "a job"));
    }

    /// A schedule of a job of partitioned assets. Windows of time run when they are complete: at
    /// their end and the offset, or with a cron expression the one that is complete by then. Other
    /// partitions run all, each in a run of its own, at each time of the expression.
    public Schedule ofPartitions(Job job) {
      return new Schedule(this, Asks.PARTITIONS, Handle.declared(job, "a job"), Optional.empty());
    }

    private Builder with(Consumer<Draft> change) {
      Draft draft = new Draft(settings);
      change.accept(draft);
      return new Builder(name, draft.settled());
    }
  }

  /// A schedule with its job; it may have a function that decides on each tick.
  public static final class Running extends Definer<Decision, Schedule> {
    private final Builder builder;
    private final Job job;

    private Running(Builder builder, Job job) {
      this.builder = builder;
      this.job = job;
    }

    /// One run on every tick.
    public Schedule always() {
      return new Schedule(builder, Asks.RUN, job, Optional.empty());
    }

    @Override
    Schedule define(Compute<Decision> compute) {
      return new Schedule(builder, Asks.DECISION, job, Optional.of(compute));
    }
  }

  /// Settings while one of them is changed.
  private static final class Draft {
    private String description = "";
    private List<String> crons = List.of();
    private ZoneId zone = ZoneId.of("UTC");
    private Duration offset = Duration.ZERO;
    private Optional<Integer> mostCaughtUp = Optional.empty();
    private Retry retry = Settings.RETRY;
    private InstigatorStatus byDefault = InstigatorStatus.STOPPED;
    private final SequencedMap<String, String> tags = new LinkedHashMap<>();

    Draft() {}

    Draft(Settings from) {
      description = from.description;
      crons = from.crons;
      zone = from.zone;
      offset = from.offset;
      mostCaughtUp = from.mostCaughtUp;
      retry = from.retry;
      byDefault = from.byDefault;
      tags.putAll(from.tags);
    }

    Settings settled() {
      return new Settings(description, crons, zone, offset, mostCaughtUp, retry, byDefault, tags);
    }
  }
}
