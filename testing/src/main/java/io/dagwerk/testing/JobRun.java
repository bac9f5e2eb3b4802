package io.dagwerk.testing;

import io.dagwerk.config.Environment;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Output;
import io.dagwerk.definitions.Resource;
import io.dagwerk.execution.Cancellation;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.RunRefused;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.StepKey;
import io.dagwerk.model.Tags;
import io.dagwerk.plan.ParentRun;
import io.dagwerk.plan.Reexecution;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Runs a job in memory, for tests: with a mode, a preset, config, a selection, as it would be
/// launched.
///
/// ```java
/// Result result = JobRun.of(etl).mode("test").with(new LoadConfig(10)).run();
/// assertThat(result.state("load")).isInstanceOf(StepState.Succeeded.class);
/// ```
///
/// Each call of `run` is a new run, and finds what earlier ones have stored. Confined to one
/// thread.
public final class JobRun {
  private final Workbench bench;
  private final Job job;
  private Launch launch;

  private JobRun(Workbench bench, Job job) {
    this.bench = bench;
    this.job = job;
    this.launch = Launch.of(job.name());
  }

  /// A job, and the definitions that it needs.
  public static JobRun of(Job job) {
    return new JobRun(new Workbench(), job);
  }

  /// A job of these definitions.
  public static JobRun of(Job job, Definitions definitions) {
    return new JobRun(new Workbench(definitions), job);
  }

  /// Opens this in place of a resource, whatever the mode says.
  public <T> JobRun with(Resource<T> resource, T fake) {
    bench.fake(resource, fake);
    return this;
  }

  /// The config of every op, asset and resource that takes config of this type. Its secrets may be
  /// given as they are: `Secret.of("tiger")`.
  public JobRun with(Record config) {
    bench.config(config);
    return this;
  }

  /// A part of the run config document.
  public JobRun config(Map<String, ?> document) {
    bench.document(ConfigTree.of(document));
    return this;
  }

  /// Where config finds `{env: NAME}`.
  public JobRun with(Environment environment) {
    bench.environment(environment);
    return this;
  }

  public JobRun mode(String name) {
    launch = launch.mode(name);
    return this;
  }

  public JobRun preset(String name) {
    launch = launch.preset(name);
    return this;
  }

  /// Runs a part of the job.
  public JobRun select(String expression) {
    launch = launch.select(expression);
    return this;
  }

  /// The partitions that a job of assets materializes.
  public JobRun on(String... keys) {
    launch = launch.on(Stream.of(keys).map(PartitionKey::of).toList());
    return this;
  }

  public JobRun tag(String key, String value) {
    launch = launch.tags(Map.of(key, value));
    return this;
  }

  /// A tag with a structured value, which is stored as its JSON text.
  ///
  /// @throws IllegalArgumentException when JSON cannot say the value
  public JobRun tag(String key, Map<String, ?> value) {
    return tag(key, Tags.json(key, value));
  }

  /// The moment at which the run happens.
  public JobRun at(Instant now) {
    bench.at(now);
    return this;
  }

  /// Is told every event as it is recorded.
  public JobRun listening(Consumer<RecordedEvent> listener) {
    launch = launch.listening(listener);
    return this;
  }

  /// Stops the run when it is asked to.
  public JobRun with(Cancellation cancellation) {
    launch = launch.with(cancellation);
    return this;
  }

  /// Finds what the runs of another job, or of another state of this one, have stored.
  public JobRun after(JobRun earlier) {
    bench.after(earlier.bench);
    return this;
  }

  /// What would run.
  ///
  /// @throws RunRefused with all reasons why it cannot run
  public Plan plan() {
    bench.prepare(List.of(job), job);
    return bench.plan(launch);
  }

  /// Runs the job.
  ///
  /// @throws RunRefused with all reasons why it cannot run
  public Result run() {
    bench.prepare(List.of(job), job);
    return new Result(bench.run(launch));
  }

  /// Executes a run of this job again, as a whole.
  ///
  /// @throws RunRefused with all reasons why it cannot run
  public Result again(Result parent) {
    return again(new Reexecution.All(parentOf(parent)));
  }

  /// Executes again what did not come to a good end, and what comes after it.
  ///
  /// @throws RunRefused with all reasons why it cannot run
  public Result againFromFailure(Result parent) {
    return again(new Reexecution.FromFailure(parentOf(parent)));
  }

  /// Executes selected steps of a run again.
  ///
  /// @throws RunRefused with all reasons why it cannot run
  public Result again(Result parent, String steps) {
    return again(new Reexecution.Selected(parentOf(parent), steps));
  }

  /// Executes selected steps of a run again, and what comes after them.
  ///
  /// @throws RunRefused with all reasons why it cannot run
  public Result againDownstreamOf(Result parent, String steps) {
    return again(new Reexecution.SelectedAndDownstream(parentOf(parent), steps));
  }

  private ParentRun parentOf(Result parent) {
    bench.prepare(List.of(job), job);
    return bench.parent(parent.record().run());
  }

  private Result again(Reexecution reexecution) {
    return new Result(bench.run(launch.executingAgain(reexecution)));
  }

  /// The value that an op returned.
  public <T> T output(Result result, Op<T> op) {
    return bench.load(op.type(), address(result, op, Plan.Output.RESULT));
  }

  /// A value that an op emitted, if it did.
  public <T> Optional<T> emitted(Result result, Op<?> op, Output<T> output) {
    return bench.find(output.type(), address(result, op, output.name()));
  }

  private static OutputAddress address(Result result, Op<?> op, String output) {
    return new OutputAddress.OfStep(result.record().run(), StepKey.of(op.name()), output);
  }
}
