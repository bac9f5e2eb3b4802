package io.dagwerk.definitions;

import io.dagwerk.definitions.StepSettings.AttachedHook;
import io.dagwerk.model.Isolation;
import io.dagwerk.model.JvmOptions;
import io.dagwerk.model.Ordered;
import io.dagwerk.model.Retry;
import io.dagwerk.model.RunPolicy;
import io.dagwerk.model.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// What is launched: a selection of assets, or a graph of ops.
///
/// ```java
/// final Job refresh = Job.named("refresh").materializing(select("+monthly_report"));
/// final Job etl = Job.named("etl").running(graph -> {
///   Op<Raw> raw = graph.op("extract", Raw.class).from(api).by(Etl::extract);
///   graph.op("load").from(raw, warehouse).doing(Etl::load);
/// });
/// ```
public final class Job extends Handle implements Definition {
  private final Settings settings;
  private final Optional<Selection> assets;
  private final Graph graph;

  private Job(String name, Settings settings, Optional<Selection> assets, Graph graph) {
    super(name);
    this.settings = settings;
    this.assets = assets;
    this.graph = graph;
  }

  public static Builder named(String name) {
    return new Builder(name, Settings.NONE);
  }

  /// Assets by the selection language, such as `+monthly_report and not group:raw`.
  public static Selection select(String expression) {
    return new Selection(expression, List.of());
  }

  /// Which assets a job materializes.
  ///
  /// @param expression in the selection language
  /// @param handles the same as handles, when it was said so
  public record Selection(String expression, List<Asset<?>> handles) {
    public Selection {
      handles = List.copyOf(handles);
    }
  }

  /// What is said about a job beside what it runs.
  ///
  /// @param retry of steps that have no policy of their own
  /// @param executors the first is taken unless the run config names another
  /// @param memoized whether stored outputs of the same version stand in for steps
  /// @param isolation of its runs; that of its code location when it is left out
  /// @param process how the process of a run is started
  public record Settings(
      String description,
      SequencedMap<String, String> tags,
      Retry retry,
      Optional<Duration> timeout,
      List<Executor> executors,
      List<Mode> modes,
      List<Preset> presets,
      List<AttachedHook> hooks,
      boolean memoized,
      Optional<Isolation> isolation,
      JvmOptions process) {
    static final Settings NONE = new Draft().settled();

    public Settings {
      tags = Ordered.copyOf(tags);
      executors = List.copyOf(executors);
      modes = List.copyOf(modes);
      presets = List.copyOf(presets);
      hooks = List.copyOf(hooks);
    }
  }

  public Settings settings() {
    return settings;
  }

  /// The assets it materializes; empty for a job that runs a graph.
  public Optional<Selection> assets() {
    return assets;
  }

  /// The ops and fan-outs of its graph, as they were wired.
  public List<Node> nodes() {
    return graph.nodes();
  }

  public List<Graph.Nested> nestedGraphs() {
    return graph.nestedGraphs();
  }

  /// The options of a job; every step gives a new builder.
  public static final class Builder implements Hookable<Builder> {
    private final String name;
    private final Settings now;

    private Builder(String name, Settings settings) {
      this.name = name;
      this.now = settings;
    }

    /// A sentence for people, in Markdown.
    public Builder describedAs(String description) {
      return with(draft -> draft.description = description);
    }

    /// A tag of every run of the job.
    public Builder tag(String key, String value) {
      return with(draft -> draft.tags.put(key, value));
    }

    /// A tag with a structured value, which is stored as its JSON text.
    ///
    /// @throws IllegalArgumentException when JSON cannot say the value
    public Builder tag(String key, Map<String, ?> value) {
      return tag(key, Tags.json(key, value));
    }

    /// The policy of steps that have none of their own.
    public Builder retrying(Retry policy) {
      return with(draft -> draft.retry = policy);
    }

    /// A run that takes longer is stopped and has failed.
    ///
    /// @throws IllegalArgumentException when it is not positive
    public Builder timeout(Duration longest) {
      if (!longest.isPositive()) {
        throw new IllegalArgumentException("a timeout is positive, but found " + longest);
      }
      return with(draft -> draft.timeout = Optional.of(longest));
    }

    /// When the worker of a run is lost, another attempt takes the run up from its log, so many
    /// times in the run and all that retry it: what had succeeded is not run again, what was
    /// running is.
    ///
    /// Values that only lay in the memory of the worker are gone with it; a run that stores such is
    /// not resumed.
    ///
    /// @throws IllegalArgumentException when it is not between 0 and 100
    public Builder resuming(int times) {
      return tag(RunPolicy.RESUMES, counted("resumed", times));
    }

    /// A run that failed is executed again from where it failed, as a run of its own, so many
    /// times.
    ///
    /// @throws IllegalArgumentException when it is not between 0 and 100
    public Builder retryingRuns(int times) {
      return retryingRuns(times, RunPolicy.Part.FAILURE);
    }

    /// A run that failed is executed again as a run of its own, so many times.
    ///
    /// @param part how much of it
    /// @throws IllegalArgumentException when it is not between 0 and 100
    public Builder retryingRuns(int times, RunPolicy.Part part) {
      return tag(RunPolicy.RETRIES, counted("retried", times))
          .tag(RunPolicy.PART, part.name().toLowerCase(Locale.ROOT));
    }

    private static String counted(String what, int times) {
      if (times < 0 || times > RunPolicy.MOST) {
        throw new IllegalArgumentException(
            "a run is %s 0 to %d times, but found %d".formatted(what, RunPolicy.MOST, times));
      }
      return Integer.toString(times);
    }

    /// A run whose worker takes longer to start has failed, and is not started any more.
    ///
    /// @throws IllegalArgumentException when it is not positive, or not of whole seconds
    public Builder startTimeout(Duration longest) {
      return tag(RunPolicy.START_TIMEOUT, RunPolicy.text(longest));
    }

    /// A run that waits longer in the queue has failed, and is not started any more.
    ///
    /// @throws IllegalArgumentException when it is not positive, or not of whole seconds
    public Builder queueTimeout(Duration longest) {
      return tag(RunPolicy.QUEUE_TIMEOUT, RunPolicy.text(longest));
    }

    /// What runs the steps; of several, the run config chooses, and the first is the default.
    public Builder executor(Executor... executors) {
      return with(draft -> draft.executors = List.of(executors));
    }

    /// The same job with other resources.
    public Builder mode(String mode, UnaryOperator<Mode> resources) {
      Mode made = resources.apply(new Mode(mode));
      return with(draft -> draft.modes.add(made));
    }

    /// A named, complete way to launch it.
    public Builder preset(String preset, UnaryOperator<Preset> options) {
      Preset made = options.apply(new Preset(preset));
      return with(draft -> draft.presets.add(made));
    }

    /// Attaches a hook to one end of every step of the job.
    @Override
    public Builder hooked(AttachedHook hook) {
      return with(draft -> draft.hooks.add(hook));
    }

    /// Stored outputs of the same version stand in for steps.
    public Builder memoized() {
      return with(draft -> draft.memoized = true);
    }

    /// What a run shares with others, whatever is said of its code location.
    public Builder isolation(Isolation runs) {
      return with(draft -> draft.isolation = Optional.of(runs));
    }

    /// How the process of each run is started. It is a process of the run's own then, also where
    /// the runs of the code location share theirs. What is said here is shown to everybody who sees
    /// the job: a secret does not belong in it.
    ///
    /// ```java
    /// Job.named("train").process(JvmOptions.NONE.heapMebibytes(4096).flag("-XX:+UseParallelGC"))
    /// ```
    public Builder process(JvmOptions options) {
      return with(draft -> draft.process = options);
    }

    /// Materializes these assets, in the order of their dependencies.
    public Job materializing(Asset<?>... assets) {
      for (Asset<?> asset : assets) {
        Handle.declared(asset, "an asset");
      }
      List<Asset<?>> handles = List.of(assets);
      String expression =
          handles.stream()
              .map(asset -> "key:\"" + asset.name() + "\"")
              .collect(Collectors.joining(" or "));
      return materializing(new Selection(expression, handles));
    }

    /// Materializes the selected assets.
    public Job materializing(Selection selection) {
      return new Job(name, now, Optional.of(selection), new Graph());
    }

    /// Runs the graph that `wiring` wires, once, now.
    public Job running(Consumer<Graph> wiring) {
      Graph graph = new Graph();
      wiring.accept(graph);
      return new Job(name, now, Optional.empty(), graph);
    }

    private Builder with(Consumer<Draft> change) {
      Draft draft = new Draft(now);
      change.accept(draft);
      return new Builder(name, draft.settled());
    }
  }

  /// Settings while one of them is changed.
  private static final class Draft {
    private String description = "";
    private final SequencedMap<String, String> tags = new LinkedHashMap<>();
    private Retry retry = Retry.NEVER;
    private Optional<Duration> timeout = Optional.empty();
    private List<Executor> executors = List.of();
    private final List<Mode> modes = new ArrayList<>();
    private final List<Preset> presets = new ArrayList<>();
    private final List<AttachedHook> hooks = new ArrayList<>();
    private boolean memoized;
    private Optional<Isolation> isolation = Optional.empty();
    private JvmOptions process = JvmOptions.NONE;

    Draft() {}

    Draft(Settings from) {
      description = from.description;
      tags.putAll(from.tags);
      retry = from.retry;
      timeout = from.timeout;
      executors = from.executors;
      modes.addAll(from.modes);
      presets.addAll(from.presets);
      hooks.addAll(from.hooks);
      memoized = from.memoized;
      isolation = from.isolation;
      process = from.process;
    }

    Settings settled() {
      return new Settings(
          description,
          tags,
          retry,
          timeout,
          executors,
          modes,
          presets,
          hooks,
          memoized,
          isolation,
          process);
    }
  }
}
