package io.dagwerk.definitions;

import io.dagwerk.model.Ordered;
import io.dagwerk.model.Plan;
import io.dagwerk.model.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// What is said about how a node's steps run.
///
/// @param retry empty for the job's
/// @param version the user's word for the code; empty for a fingerprint of it
/// @param cpuBound whether its steps compute rather than wait, so they get a platform thread
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
    boolean cpuBound) {
  static final StepSettings NONE =
      new StepSettings(
          "",
          new LinkedHashMap<>(),
          Optional.empty(),
          Optional.empty(),
          Plan.Options.PLAIN.priority(),
          new LinkedHashMap<>(),
          List.of(),
          List.of(),
          List.of(),
          Optional.empty(),
          false);

  public StepSettings {
    tags = Ordered.copyOf(tags);
    pools = Ordered.copyOf(pools);
    hooks = List.copyOf(hooks);
    after = List.copyOf(after);
    outputs = List.copyOf(outputs);
  }

  /// A hook and the end of a step that it waits for.
  public record AttachedHook(Hook hook, Hook.End end) {}

  StepSettings withDescription(String more) {
    return new StepSettings(
        more, tags, retry, timeout, priority, pools, hooks, after, outputs, version, cpuBound);
  }

  StepSettings withTag(String key, String value) {
    return new StepSettings(
        description,
        put(tags, key, value),
        retry,
        timeout,
        priority,
        pools,
        hooks,
        after,
        outputs,
        version,
        cpuBound);
  }

  StepSettings withRetry(Retry policy) {
    return new StepSettings(
        description,
        tags,
        Optional.of(policy),
        timeout,
        priority,
        pools,
        hooks,
        after,
        outputs,
        version,
        cpuBound);
  }

  StepSettings withTimeout(Duration longest) {
    if (!longest.isPositive()) {
      throw new IllegalArgumentException("a timeout is positive, but found " + longest);
    }
    return new StepSettings(
        description,
        tags,
        retry,
        Optional.of(longest),
        priority,
        pools,
        hooks,
        after,
        outputs,
        version,
        cpuBound);
  }

  StepSettings withPriority(int higherIsFirst) {
    return new StepSettings(
        description,
        tags,
        retry,
        timeout,
        higherIsFirst,
        pools,
        hooks,
        after,
        outputs,
        version,
        cpuBound);
  }

  StepSettings withPool(String pool, int slots) {
    if (slots < 1) {
      throw new IllegalArgumentException(
          "pool '%s' is held with at least one slot, but found %d".formatted(pool, slots));
    }
    return new StepSettings(
        description,
        tags,
        retry,
        timeout,
        priority,
        put(pools, pool, slots),
        hooks,
        after,
        outputs,
        version,
        cpuBound);
  }

  StepSettings withHook(AttachedHook hook) {
    return new StepSettings(
        description,
        tags,
        retry,
        timeout,
        priority,
        pools,
        add(hooks, List.of(hook)),
        after,
        outputs,
        version,
        cpuBound);
  }

  StepSettings withAfter(List<Input<?>> more) {
    return new StepSettings(
        description,
        tags,
        retry,
        timeout,
        priority,
        pools,
        hooks,
        add(after, more),
        outputs,
        version,
        cpuBound);
  }

  StepSettings withOutputs(List<Output<?>> more) {
    return new StepSettings(
        description,
        tags,
        retry,
        timeout,
        priority,
        pools,
        hooks,
        after,
        add(outputs, more),
        version,
        cpuBound);
  }

  StepSettings withVersion(String given) {
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
        Optional.of(given),
        cpuBound);
  }

  StepSettings withCpuBound() {
    return new StepSettings(
        description, tags, retry, timeout, priority, pools, hooks, after, outputs, version, true);
  }

  private static <V> SequencedMap<String, V> put(SequencedMap<String, V> map, String key, V value) {
    SequencedMap<String, V> more = new LinkedHashMap<>(map);
    more.put(key, value);
    return more;
  }

  private static <E> List<E> add(List<E> list, List<? extends E> more) {
    List<E> all = new ArrayList<>(list);
    all.addAll(more);
    return all;
  }
}
