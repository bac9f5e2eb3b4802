package io.dagwerk.definitions;

import io.dagwerk.model.JvmOptions;
import io.dagwerk.model.Ordered;
import io.dagwerk.model.Plan;
import io.dagwerk.model.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/// What is said about how a node's steps run. Immutable.
///
/// @param retry empty for the job's
/// @param version the user's word for the code; empty for a fingerprint of it
/// @param cpuBound whether its steps compute rather than wait, so they get a platform thread
/// @param process set when each of its steps gets a process of its own, which is started so
public record StepSettings(
    String description,
    SequencedMap<String, String> tags,
    Optional<Retry> retry,
    Optional<Duration> timeout,
    int priority,
    SequencedMap<String, Integer> pools,
    List<AttachedHook> hooks,
    List<Input<?>> after,
    List<Output<?>> outputs,
    Optional<String> version,
    boolean cpuBound,
    Optional<JvmOptions> process) {
  static final StepSettings NONE = new Draft().settled();

  public StepSettings {
    tags = Ordered.copyOf(tags);
    pools = Ordered.copyOf(pools);
    hooks = List.copyOf(hooks);
    after = List.copyOf(after);
    outputs = List.copyOf(outputs);
  }

  /// A hook and the end of a step that it waits for.
  public record AttachedHook(Hook hook, Hook.End end) {}

  StepSettings withDescription(String text) {
    return with(draft -> draft.description = text);
  }

  StepSettings withTag(String key, String value) {
    return with(draft -> draft.tags.put(key, value));
  }

  StepSettings withRetry(Retry policy) {
    return with(draft -> draft.retry = Optional.of(policy));
  }

  StepSettings withTimeout(Duration longest) {
    if (!longest.isPositive()) {
      throw new IllegalArgumentException("a timeout is positive, but found " + longest);
    }
    return with(draft -> draft.timeout = Optional.of(longest));
  }

  StepSettings withPriority(int higherIsFirst) {
    return with(draft -> draft.priority = higherIsFirst);
  }

  StepSettings withPool(String pool, int slots) {
    if (slots < 1) {
      throw new IllegalArgumentException(
          "pool '%s' is held with at least one slot, but found %d".formatted(pool, slots));
    }
    return with(draft -> draft.pools.put(pool, slots));
  }

  StepSettings withHook(AttachedHook hook) {
    return with(draft -> draft.hooks.add(hook));
  }

  StepSettings withAfter(List<Input<?>> more) {
    return with(draft -> draft.after.addAll(more));
  }

  StepSettings withOutputs(List<Output<?>> more) {
    return with(draft -> draft.outputs.addAll(more));
  }

  StepSettings withVersion(String given) {
    return with(draft -> draft.version = Optional.of(given));
  }

  StepSettings withCpuBound() {
    return with(draft -> draft.cpuBound = true);
  }

  StepSettings withProcess(JvmOptions own) {
    return with(draft -> draft.process = Optional.of(own));
  }

  private StepSettings with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.settled();
  }

  /// Settings while one of them is changed.
  private static final class Draft {
    private String description = "";
    private final SequencedMap<String, String> tags = new LinkedHashMap<>();
    private Optional<Retry> retry = Optional.empty();
    private Optional<Duration> timeout = Optional.empty();
    private int priority = Plan.Options.PLAIN.priority();
    private final SequencedMap<String, Integer> pools = new LinkedHashMap<>();
    private final List<AttachedHook> hooks = new ArrayList<>();
    private final List<Input<?>> after = new ArrayList<>();
    private final List<Output<?>> outputs = new ArrayList<>();
    private Optional<String> version = Optional.empty();
    private boolean cpuBound;
    private Optional<JvmOptions> process = Optional.empty();

    Draft() {}

    Draft(StepSettings from) {
      description = from.description;
      tags.putAll(from.tags);
      retry = from.retry;
      timeout = from.timeout;
      priority = from.priority;
      pools.putAll(from.pools);
      hooks.addAll(from.hooks);
      after.addAll(from.after);
      outputs.addAll(from.outputs);
      version = from.version;
      cpuBound = from.cpuBound;
      process = from.process;
    }

    StepSettings settled() {
      return new StepSettings(
          description,
          tags,
          retry,
          timeout,
          priority,
          pools,
          hooks,
          after,
          outputs,
          version,
          cpuBound,
          process);
    }
  }
}
