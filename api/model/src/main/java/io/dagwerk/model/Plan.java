package io.dagwerk.model;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/// What a run is going to do: its steps in topological order, each with the source of every input.
///
/// A plan is made once, before the run, from snapshots alone. What lies inside a fan-out is planned
/// as a template, which becomes steps when the fan-out has succeeded. Immutable.
///
/// @param job the job's name
/// @param codeVersion what the definitions hash to; a worker refuses a plan of other definitions
/// @param steps in topological order, by key
/// @param reusedInstances instances of templates, by their full keys such as `unpack[a]`, that are
///   not run although their template is: as soon as their fan-out has the key they end as reused,
///   with the outputs that this says. A skipped step of an earlier run is one without outputs
/// @param versions what the outputs of a step are stored under; a template's is the version that
///   those of its instances derive from. A step without version is not among them
/// @param retriesUsed of a run that retries a failed one, how often its steps were tried in the
///   runs before, by their full keys: each counts as a retry that is used
/// @param process how the process of the run is started; it counts for no version
public record Plan(
    String job,
    String codeVersion,
    SequencedMap<StepKey, Step> steps,
    SequencedMap<StepKey, Reuse> reusedInstances,
    SequencedMap<StepKey, String> versions,
    SequencedMap<StepKey, Integer> retriesUsed,
    RunProcess process) {
  public Plan {
    steps = Ordered.copyOf(steps);
    reusedInstances = Ordered.copyOf(reusedInstances);
    versions = Ordered.copyOf(versions);
    retriesUsed = Ordered.copyOf(retriesUsed);
  }

  /// A plan of a run whose steps were not tried before, with a process of its own.
  public Plan(
      String job,
      String codeVersion,
      SequencedMap<StepKey, Step> steps,
      SequencedMap<StepKey, Reuse> reusedInstances,
      SequencedMap<StepKey, String> versions) {
    this(job, codeVersion, steps, reusedInstances, versions, new LinkedHashMap<>(), RunProcess.OWN);
  }

  /// A plan that runs every step, without versions.
  public Plan(String job, String codeVersion, SequencedMap<StepKey, Step> steps) {
    this(job, codeVersion, steps, new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  /// A plan of these steps.
  public static Plan of(String job, String codeVersion, List<Step> steps) {
    SequencedMap<StepKey, Step> byKey = new LinkedHashMap<>();
    for (Step step : steps) {
      if (byKey.put(step.key(), step) != null) {
        throw new IllegalArgumentException("step '%s' is planned twice".formatted(step.key()));
      }
    }
    return new Plan(job, codeVersion, byKey);
  }

  /// The plan with other steps.
  public Plan steps(SequencedMap<StepKey, Step> others) {
    return new Plan(job, codeVersion, others, reusedInstances, versions, retriesUsed, process);
  }

  /// The plan of a run whose steps were tried before.
  public Plan retriesUsed(SequencedMap<StepKey, Integer> times) {
    return new Plan(job, codeVersion, steps, reusedInstances, versions, times, process);
  }

  /// The plan of a run whose process is started in this way.
  public Plan startedAs(RunProcess other) {
    return new Plan(job, codeVersion, steps, reusedInstances, versions, retriesUsed, other);
  }

  /// The planned step or template.
  ///
  /// @throws NullPointerException when the plan has none of this key
  public Step step(StepKey key) {
    return Objects.requireNonNull(steps.get(key), () -> "no step '%s'".formatted(key));
  }

  /// One step, or inside fan-outs the template of several.
  ///
  /// @param key its key; a template's has no mapping keys
  /// @param kind what its node is
  /// @param fanOuts the nodes of the fan-outs around it, outermost first; empty for a plain step
  /// @param partitions the partitions it makes, in order; empty when it is not partitioned
  /// @param inputs where each input that is loaded comes from, by its position in `from`
  /// @param after steps that must have come to a good end before, though nothing of theirs is read
  /// @param outputs what it stores
  /// @param options how it is run
  /// @param reuse set when stored outputs stand in for it: of the same version, or of the run that
  ///   this one executes again
  public record Step(
      StepKey key,
      NodeKind kind,
      List<String> fanOuts,
      List<PartitionKey> partitions,
      SequencedMap<Integer, InputSource> inputs,
      List<StepKey> after,
      List<Output> outputs,
      Options options,
      Optional<Reuse> reuse) {
    public Step {
      fanOuts = List.copyOf(fanOuts);
      partitions = List.copyOf(partitions);
      inputs = Ordered.copyOf(inputs);
      after = List.copyOf(after);
      outputs = List.copyOf(outputs);
    }

    public boolean isTemplate() {
      return !fanOuts.isEmpty();
    }

    /// The step with these outputs standing in for it, or none.
    public Step reusing(Optional<Reuse> stored) {
      return new Step(key, kind, fanOuts, partitions, inputs, after, outputs, options, stored);
    }
  }

  /// What a step stores.
  ///
  /// @param name `result` for the only one
  /// @param required whether a success without it is a failure
  /// @param asset the asset it is the value of
  public record Output(String name, boolean required, Optional<AssetKey> asset) {
    /// The name of the output of a function that returns a plain value.
    public static final String RESULT = "result";
  }

  /// How a step is run.
  ///
  /// @param priority higher starts first among the ready; 0 if not said
  /// @param timeout of one attempt
  /// @param pools how many slots of each pool an attempt holds
  /// @param cpuBound whether it computes for long without waiting, or waits in native code: it gets
  ///   a platform thread, because on a virtual one it would starve the others
  /// @param process set when each attempt gets a process of its own, which is started so
  public record Options(
      int priority,
      Retry retry,
      Optional<Duration> timeout,
      SequencedMap<String, Integer> pools,
      boolean cpuBound,
      Optional<JvmOptions> process) {
    public static final Options PLAIN =
        new Options(0, Retry.NEVER, Optional.empty(), new LinkedHashMap<>());

    public Options {
      pools = Ordered.copyOf(pools);
    }

    /// Options of a step on a virtual thread.
    public Options(
        int priority,
        Retry retry,
        Optional<Duration> timeout,
        SequencedMap<String, Integer> pools) {
      this(priority, retry, timeout, pools, false, Optional.empty());
    }

    /// These with another policy of retries.
    public Options retrying(Retry other) {
      return new Options(priority, other, timeout, pools, cpuBound, process);
    }
  }

  /// Stored outputs that stand in for a step.
  ///
  /// @param origin the run that computed them
  /// @param version the version that they share with the step; empty when they are taken because
  ///   the run executes only a part of its parent again
  /// @param outputs their addresses by output name; an optional output that was not emitted is not
  ///   among them
  /// @param mappingKeys for a fan-out, the keys of those elements whose branches this run needs
  public record Reuse(
      RunId origin,
      Optional<String> version,
      SequencedMap<String, OutputAddress> outputs,
      List<String> mappingKeys) {
    public Reuse {
      outputs = Ordered.copyOf(outputs);
      mappingKeys = List.copyOf(mappingKeys);
    }
  }
}
