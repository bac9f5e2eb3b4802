package io.dagwerk.definitions;

import io.dagwerk.model.InstigatorStatus;
import io.dagwerk.model.Ordered;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.RunEnd;
import io.dagwerk.model.SensorSnapshot.Match;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Asks a function, when something may have happened, whether to run a job.
///
/// ```java
/// final Sensor newFiles =
///     Sensor.named("new_files").every(Duration.ofSeconds(30)).running(ingest)
///         .from(box, cursor()).by(Ingest::filesAfter);
/// ```
///
/// What the function decides takes effect as a whole: its requests and its cursor, or neither. One
/// that fails keeps the cursor and is asked again: one with an interval at its next time, from the
/// second failure in a row on after twice as long each, at most ten minutes (or its interval, if
/// that is longer); any other after 5, 15, 35 and 75 seconds, then what woke it is passed over.
public final class Sensor extends Handle implements Definition {
  private final Settings settings;
  private final List<Job> jobs;
  private final Compute<Decision> compute;

  private Sensor(Builder builder, List<Job> jobs, Compute<Decision> compute) {
    super(builder.name);
    this.settings = builder.settings;
    this.jobs = List.copyOf(jobs);
    this.compute = compute;
  }

  /// What makes a sensor look.
  public sealed interface Trigger {
    /// At an interval, counted from the start of the look before.
    record Every(Duration interval) implements Trigger {}

    /// A run came to one of these ends, each run by itself.
    ///
    /// @param of jobs whose runs; those of any job when there is none
    record RunEnded(List<Job> of, List<RunEnd> ends) implements Trigger {
      public RunEnded {
        of = List.copyOf(of);
        ends = List.copyOf(ends);
      }
    }

    /// Assets were materialized, each partition by itself.
    ///
    /// @param per the partitions that it is asked about; empty for those of the assets
    record Updated(List<Asset<?>> assets, Match match, Optional<Partitions> per)
        implements Trigger {
      public Updated {
        assets = List.copyOf(assets);
      }
    }

    /// A request came to this path of the server, each by itself.
    record Webhook(String path) implements Trigger {}
  }

  /// What is said about a sensor beside its jobs and its function.
  public record Settings(
      String description,
      Trigger trigger,
      InstigatorStatus byDefault,
      SequencedMap<String, String> tags) {
    private static final Settings NONE =
        new Settings(
            "",
            new Trigger.Every(Duration.ofSeconds(30)),
            InstigatorStatus.STOPPED,
            new LinkedHashMap<>());

    public Settings {
      tags = Ordered.copyOf(tags);
    }

    private Settings waking(Trigger other) {
      return new Settings(description, other, byDefault, tags);
    }
  }

  public static Builder named(String name) {
    return new Builder(name, Settings.NONE);
  }

  public Settings settings() {
    return settings;
  }

  public String description() {
    return settings.description();
  }

  public Trigger trigger() {
    return settings.trigger();
  }

  /// The jobs that it may run; none when it only acts. A request that names no job means the first.
  public List<Job> jobs() {
    return jobs;
  }

  public Compute<Decision> compute() {
    return compute;
  }

  /// The options of a sensor; every step gives a new builder.
  public static final class Builder {
    private final String name;
    private final Settings settings;

    private Builder(String name, Settings settings) {
      this.name = name;
      this.settings = settings;
    }

    public Builder describedAs(String text) {
      return new Builder(
          name, new Settings(text, settings.trigger, settings.byDefault, settings.tags));
    }

    /// Whether it runs until somebody switches it; stopped if not said.
    public Builder byDefault(InstigatorStatus status) {
      return new Builder(
          name, new Settings(settings.description, settings.trigger, status, settings.tags));
    }

    /// A tag of every run that it asks for.
    public Builder tag(String key, String value) {
      SequencedMap<String, String> more = new LinkedHashMap<>(settings.tags);
      more.put(key, value);
      return new Builder(
          name, new Settings(settings.description, settings.trigger, settings.byDefault, more));
    }

    /// Looks at this interval; every 30 seconds if nothing is said.
    public Builder every(Duration interval) {
      if (!interval.isPositive()) {
        throw new IllegalArgumentException("an interval is positive, but found " + interval);
      }
      return waking(new Trigger.Every(interval));
    }

    /// Is told of each run of these jobs that failed.
    public Builder onFailureOf(Job job, Job... others) {
      return ended(jobs(job, others), RunEnd.FAILED);
    }

    /// Is told of each run of these jobs that succeeded.
    public Builder onSuccessOf(Job job, Job... others) {
      return ended(jobs(job, others), RunEnd.SUCCEEDED);
    }

    /// Is told of each run of these jobs that was canceled.
    public Builder onCancellationOf(Job job, Job... others) {
      return ended(jobs(job, others), RunEnd.CANCELED);
    }

    /// Is told of each run that came to one of these ends, whatever its job and code location, but
    /// not of those that this sensor asked for.
    public Builder onEndOfAnyJob(RunEnd end, RunEnd... others) {
      List<RunEnd> ends = new ArrayList<>(List.of(end));
      ends.addAll(List.of(others));
      return waking(new Trigger.RunEnded(List.of(), ends));
    }

    private Builder ended(List<Job> jobs, RunEnd end) {
      return waking(new Trigger.RunEnded(jobs, List.of(end)));
    }

    /// Is told of each new value of an asset, or of each partition of it that has a new value.
    public Builder onMaterialization(Asset<?> asset) {
      return onMaterialization(Match.ANY, asset);
    }

    /// Is told, partition by partition, of new values of several assets, when enough of them are
    /// there.
    public Builder onMaterialization(Match match, Asset<?>... assets) {
      for (Asset<?> asset : assets) {
        Handle.declared(asset, "an asset");
      }
      return waking(new Trigger.Updated(List.of(assets), match, Optional.empty()));
    }

    /// The partitions that a sensor on materializations is asked about: windows that cover those of
    /// the assets, such as weeks of daily assets; the partitions of the assets if not said.
    ///
    /// @throws IllegalArgumentException when it is not on materializations
    public Builder per(Partitions windows) {
      if (!(settings.trigger instanceof Trigger.Updated(List<Asset<?>> assets, Match match, _))) {
        throw new IllegalArgumentException(
            "sensor '%s' has per(...), which goes with onMaterialization(...); say that before"
                .formatted(name));
      }
      return waking(new Trigger.Updated(assets, match, Optional.of(windows)));
    }

    /// Is told of each request to this path of the server.
    public Builder onWebhook(String path) {
      return waking(new Trigger.Webhook(path));
    }

    private Builder waking(Trigger trigger) {
      return new Builder(name, settings.waking(trigger));
    }

    /// Of several jobs a request names the one that it means; without a name it is the first.
    public Running running(Job job, Job... others) {
      return new Running(this, jobs(job, others));
    }

    /// A sensor that runs nothing, but acts.
    public Running acting() {
      return new Running(this, List.of());
    }

    private static List<Job> jobs(Job job, Job... others) {
      List<Job> jobs = new ArrayList<>();
      jobs.add(Handle.declared(job, "a job"));
      for (Job other : others) {
        jobs.add(Handle.declared(other, "a job"));
      }
      return jobs;
    }
  }

  /// A sensor with its jobs, waiting for its function.
  public static final class Running extends Definer<Decision, Sensor> {
    private final Builder builder;
    private final List<Job> jobs;

    private Running(Builder builder, List<Job> jobs) {
      this.builder = builder;
      this.jobs = jobs;
    }

    @Override
    Sensor define(Compute<Decision> compute) {
      return new Sensor(builder, jobs, compute);
    }
  }
}
