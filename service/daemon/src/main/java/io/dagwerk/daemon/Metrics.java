package io.dagwerk.daemon;

import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.spi.OpenRuns;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StorageException;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// What a host counts and measures of its work. Labels are statuses, loops and names of locations,
/// and nothing of which there may be many. Thread-safe.
public final class Metrics {
  private static final System.Logger LOG = System.getLogger(Metrics.class.getName());
  private static final double[] SECONDS = {0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300};
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  private static final double MILLIS = TimeUnit.SECONDS.toMillis(1);

  /// Of the bits of an id that are no time.
  private static final int TIME_SHIFT = 16;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Counter refused =
      counter("dagwerk_launches_refused_total", "Launches that were refused");
  private final Histogram launches =
      histogram("dagwerk_launch_duration_seconds", "How long it took to plan and store a launch");
  private final Histogram waits =
      histogram("dagwerk_run_wait_seconds", "How long runs waited before they were started");
  private final Counter events =
      counter("dagwerk_events_ingested_total", "Events of workers that were stored");
  private final Counter steps =
      counter("dagwerk_steps_ended_total", "Steps that ended, by how", "outcome");
  private final Counter runs =
      counter("dagwerk_runs_ended_total", "Runs that ended, by how", "status");
  private final Counter databaseErrors =
      counter(
          "dagwerk_database_errors_total",
          "How often the database failed to store events or to count runs, or began not to answer");

  /// @param storage whose runs are counted
  /// @param locations as they stand
  /// @param loops by name
  record Watched(
      Storage storage,
      Supplier<List<Location.Lives>> locations,
      Supplier<Boolean> isActive,
      SequencedMap<String, Pulse> loops,
      InstantSource clock) {}

  static SequencedMap<String, Pulse> loops(Pulse activeHost, Pulse runQueue, Pulse retention) {
    SequencedMap<String, Pulse> loops = new LinkedHashMap<>();
    loops.put("active_host", activeHost);
    loops.put("run_queue", runQueue);
    loops.put("retention", retention);
    return loops;
  }

  private Counter counter(String name, String help, String... labels) {
    return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
  }

  private Histogram histogram(String name, String help) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .classicOnly()
        .classicUpperBounds(SECONDS)
        .register(registry);
  }

  private void gauge(String name, String help, Reading reading, String... labels) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(labels)
        .callback(callback -> reading.into(callback::call))
        .register(registry);
  }

  private void count(String name, String help, Reading reading, String label) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(label)
        .callback(callback -> reading.into(callback::call))
        .register(registry);
  }

  /// Says values when they are asked for.
  private interface Reading {
    void into(Sink sink);
  }

  private interface Sink {
    void say(double value, String... labels);
  }

  /// What the library that serves them reads.
  public PrometheusRegistry registry() {
    return registry;
  }

  /// From now on shows also how these stand whenever somebody looks.
  void watch(Watched watched) {
    gauge(
        "dagwerk_runs",
        "Runs that have not ended, by status",
        sink -> runs(watched, sink),
        "status");
    gauge(
        "dagwerk_queue_oldest_seconds",
        "How long the oldest run waits, 0 when none does",
        sink -> sink.say(oldest(watched)));
    gauge(
        "dagwerk_host_active",
        "1 when this host starts the runs of its database, 0 when another does",
        sink -> sink.say(watched.isActive().get() ? 1 : 0));
    gauge("dagwerk_locations", "Code locations by state", sink -> states(watched, sink), "state");
    gauge(
        "dagwerk_location_ready",
        "1 when the code server of a location answers, else 0",
        sink ->
            watched
                .locations()
                .get()
                .forEach(each ->
                    sink.say(
                        each.status().state() == LocationStatus.State.READY ? 1 : 0,
                        each.status().name())),
        "location");
    count(
        "dagwerk_code_server_ends_total",
        "How often the code server of a location ended while it was served",
        sink ->
            watched
                .locations()
                .get()
                .forEach(each -> sink.say((double) each.ends(), each.status().name())),
        "location");
    gauge(
        "dagwerk_loop_lag_seconds",
        "Since a loop last turned as it should",
        sink -> watched.loops().forEach((name, pulse) -> sink.say(seconds(pulse.lag()), name)),
        "loop");
    count(
        "dagwerk_loop_failures_total",
        "Turns of a loop that failed",
        sink -> watched.loops().forEach((name, pulse) -> sink.say((double) pulse.failures(), name)),
        "loop");
  }

  private void runs(Watched watched, Sink sink) {
    Map<RunStatus, Long> counts = new EnumMap<>(RunStatus.class);
    open(watched).forEach(open -> counts.put(open.status(), open.count()));
    for (RunStatus status : RunStatus.values()) {
      if (!status.isFinal()) {
        sink.say((double) counts.getOrDefault(status, 0L), label(status));
      }
    }
  }

  private double oldest(Watched watched) {
    return open(watched).stream()
        .filter(open -> open.status() == RunStatus.QUEUED)
        .mapToDouble(open -> seconds(Duration.between(open.oldest(), watched.clock().instant())))
        .map(waited -> Math.max(0, waited))
        .findFirst()
        .orElse(0);
  }

  /// None when the database fails: whoever watches sees that in the errors.
  private List<OpenRuns> open(Watched watched) {
    try {
      return watched.storage().runs().open();
    } catch (StorageException e) {
      failed(e);
      LOG.log(Level.WARNING, "runs cannot be counted now", e);
      return new ArrayList<>();
    }
  }

  private static void states(Watched watched, Sink sink) {
    Map<LocationStatus.State, Integer> counts = new EnumMap<>(LocationStatus.State.class);
    watched.locations().get().forEach(each -> counts.merge(each.status().state(), 1, Integer::sum));
    for (LocationStatus.State state : LocationStatus.State.values()) {
      sink.say(counts.getOrDefault(state, 0), label(state));
    }
  }

  /// Measures a launch.
  void launching(Runnable launch) {
    long began = System.nanoTime();
    try {
      launch.run();
      launches.observe((System.nanoTime() - began) / SECOND);
    } catch (Refused e) {
      refused.inc();
      throw e;
    }
  }

  /// Events of a worker are durable.
  void ingested(List<Event> stored) {
    events.inc(stored.size());
    stored.forEach(this::happened);
  }

  /// Events of this host are durable.
  ///
  /// @param run whose id says when it was launched
  void moved(RunId run, Instant at, List<Event> stored) {
    stored.forEach(this::happened);
    if (stored.stream().anyMatch(Event.RunDequeued.class::isInstance)) {
      long launched = run.value().getMostSignificantBits() >>> TIME_SHIFT;
      waits.observe(Math.max(0, at.toEpochMilli() - launched) / MILLIS);
    }
  }

  /// The database has failed, if that is what this is.
  void failed(Throwable failure) {
    if (failure instanceof StorageException) {
      databaseFailed();
    }
  }

  void databaseFailed() {
    databaseErrors.inc();
  }

  private void happened(Event event) {
    switch (event) {
      case Event.StepSucceeded _ -> steps.labelValues("succeeded").inc();
      case Event.StepFailed _ -> steps.labelValues("failed").inc();
      case Event.StepSkipped _ -> steps.labelValues("skipped").inc();
      case Event.StepReused _ -> steps.labelValues("reused").inc();
      case Event.StepAbandoned _ -> steps.labelValues("abandoned").inc();
      case Event.StepCanceled _ -> steps.labelValues("canceled").inc();
      case Event.RunSucceeded _ -> runs.labelValues("succeeded").inc();
      case Event.RunFailed _ -> runs.labelValues("failed").inc();
      case Event.RunCanceled _ -> runs.labelValues("canceled").inc();
      case Event _ -> {}
    }
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / SECOND;
  }
}
