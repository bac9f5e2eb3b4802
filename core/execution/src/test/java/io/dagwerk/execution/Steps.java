package io.dagwerk.execution;

import io.dagwerk.model.InputSource;
import io.dagwerk.model.NodeKind;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.Plan;
import io.dagwerk.model.Retry;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A planned step in few words, for tests.
final class Steps {
  static final RunId PARENT = RunId.createdAt(Instant.EPOCH);

  private final String name;
  private final NodeKind kind;
  private List<String> fanOuts = List.of();
  private final SequencedMap<Integer, InputSource> inputs = new LinkedHashMap<>();
  private int priority;
  private boolean cpuBound;
  private Retry retry = Retry.NEVER;
  private Optional<Duration> timeout = Optional.empty();
  private final SequencedMap<String, Integer> pools = new LinkedHashMap<>();
  private Optional<Plan.Reuse> reuse = Optional.empty();

  private Steps(String name, NodeKind kind) {
    this.name = name;
    this.kind = kind;
  }

  static Steps step(String name) {
    return new Steps(name, NodeKind.OP);
  }

  static Steps fanOut(String name) {
    return new Steps(name, NodeKind.FAN_OUT);
  }

  static Plan plan(Steps... steps) {
    return Plan.of("job", "code", Arrays.stream(steps).map(Steps::planned).toList());
  }

  /// `f`, a step `p` for each of its elements, and `sum` of all of them.
  static Plan mapAndCollect() {
    StepKey f = StepKey.of("f");
    return plan(
        fanOut("f"),
        step("p").in("f").from(new InputSource.Element(f)),
        step("sum").from(new InputSource.Collected(f, StepKey.of("p"), "result")));
  }

  Steps in(String... around) {
    fanOuts = List.of(around);
    return this;
  }

  Steps from(InputSource source) {
    inputs.put(inputs.size(), source);
    return this;
  }

  Steps from(String... steps) {
    for (String step : steps) {
      from(new InputSource.FromStep(StepKey.of(step), "result"));
    }
    return this;
  }

  Steps priority(int higherFirst) {
    priority = higherFirst;
    return this;
  }

  Steps retrying(Retry policy) {
    retry = policy;
    return this;
  }

  Steps timeout(Duration most) {
    timeout = Optional.of(most);
    return this;
  }

  Steps pool(String pool, int slots) {
    pools.put(pool, slots);
    return this;
  }

  Steps cpuBound() {
    cpuBound = true;
    return this;
  }

  Steps reused(String... mappingKeys) {
    reuse = Optional.of(reuse(name, mappingKeys));
    return this;
  }

  /// The `result` that a step of the parent run stored.
  static Plan.Reuse reuse(String step, String... mappingKeys) {
    SequencedMap<String, OutputAddress> outputs = new LinkedHashMap<>();
    outputs.put("result", new OutputAddress.OfStep(PARENT, StepKey.parse(step), "result"));
    return new Plan.Reuse(PARENT, Optional.empty(), outputs, List.of(mappingKeys));
  }

  private Plan.Step planned() {
    return new Plan.Step(
        StepKey.of(name),
        kind,
        fanOuts,
        List.of(),
        inputs,
        List.of(),
        List.of(new Plan.Output("result", true, Optional.empty())),
        new Plan.Options(priority, retry, timeout, pools, cpuBound, Optional.empty()),
        reuse);
  }
}
