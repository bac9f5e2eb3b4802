package io.dagwerk.definitions;

import io.dagwerk.model.Ordered;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// Asks a function, when something may have happened, whether to run a job.
///
/// ```java
/// final Sensor newFiles =
///     Sensor.named("new_files").every(Duration.ofSeconds(30)).running(ingest)
///         .from(box, cursor()).by(Ingest::filesAfter);
/// ```
public final class Sensor extends Handle implements Definition {
  private final Builder options;
  private final Optional<Job> job;
  private final Compute<Decision> compute;

  private Sensor(Builder options, Optional<Job> job, Compute<Decision> compute) {
    super(options.name());
    this.options = options;
    this.job = job;
    this.compute = compute;
  }

  /// What makes a sensor look.
  public sealed interface Trigger {
    /// At an interval.
    record Every(Duration interval) implements Trigger {}

    /// A run of a job came to this end.
    record RunEnded(Job of, RunEnd end) implements Trigger {}

    /// An asset was materialized.
    record MaterializationOf(Asset<?> asset) implements Trigger {}

    /// A request came to this path of the server.
    record Webhook(String path) implements Trigger {}
  }

  /// How a run ends.
  public enum RunEnd {
    SUCCEEDED,
    FAILED,
    CANCELED
  }

  public static Builder named(String name) {
    return new Builder(name, "", new Trigger.Every(Duration.ofSeconds(30)), new LinkedHashMap<>());
  }

  public String description() {
    return options.description();
  }

  public Trigger trigger() {
    return options.trigger();
  }

  public SequencedMap<String, String> tags() {
    return options.tags();
  }

  /// The job that it runs; empty when it only acts.
  public Optional<Job> job() {
    return job;
  }

  public Compute<Decision> compute() {
    return compute;
  }

  /// The options of a sensor.
  public record Builder(
      String name, String description, Trigger trigger, SequencedMap<String, String> tags) {
    public Builder {
      tags = Ordered.copyOf(tags);
    }

    public Builder describedAs(String text) {
      return new Builder(name, text, trigger, tags);
    }

    /// Looks at this interval; every 30 seconds if nothing is said.
    public Builder every(Duration interval) {
      if (!interval.isPositive()) {
        throw new IllegalArgumentException("an interval is positive, but found " + interval);
      }
      return new Builder(name, description, new Trigger.Every(interval), tags);
    }

    public Builder onFailureOf(Job job) {
      return new Builder(name, description, ended(job, RunEnd.FAILED), tags);
    }

    public Builder onSuccessOf(Job job) {
      return new Builder(name, description, ended(job, RunEnd.SUCCEEDED), tags);
    }

    public Builder onCancellationOf(Job job) {
      return new Builder(name, description, ended(job, RunEnd.CANCELED), tags);
    }

    private static Trigger ended(Job job, RunEnd end) {
      return new Trigger.RunEnded(Handle.declared(job, "a job"), end);
    }

    public Builder onMaterialization(Asset<?> asset) {
      Trigger made = new Trigger.MaterializationOf(Handle.declared(asset, "an asset"));
      return new Builder(name, description, made, tags);
    }

    public Builder onWebhook(String path) {
      return new Builder(name, description, new Trigger.Webhook(path), tags);
    }

    public Running running(Job job) {
      return new Running(this, Optional.of(Handle.declared(job, "a job")));
    }

    /// A sensor that runs nothing, but acts.
    public Running acting() {
      return new Running(this, Optional.empty());
    }
  }

  /// A sensor with its job, waiting for its function.
  public static final class Running extends Definer<Decision, Sensor> {
    private final Builder options;
    private final Optional<Job> job;

    private Running(Builder options, Optional<Job> job) {
      this.options = options;
      this.job = job;
    }

    @Override
    Sensor define(Compute<Decision> compute) {
      return new Sensor(options, job, compute);
    }
  }
}
