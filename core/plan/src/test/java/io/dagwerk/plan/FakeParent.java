package io.dagwerk.plan;

import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An earlier run as a test says it went: what is not said has succeeded.
final class FakeParent implements ParentRun {
  private final RunId id = RunId.createdAt(Instant.EPOCH);
  private final Plan plan;
  private final Map<String, Ended> ends = new HashMap<>();
  private final Map<String, List<String>> keys = new HashMap<>();
  private final Set<String> missing = new HashSet<>();

  FakeParent(Plan plan) {
    this.plan = plan;
  }

  FakeParent ended(Ended end, String... steps) {
    for (String step : steps) {
      ends.put(step, end);
    }
    return this;
  }

  FakeParent fannedOut(String step, String... elements) {
    keys.put(step, List.of(elements));
    return this;
  }

  FakeParent withoutOutput(String step) {
    missing.add(step);
    return this;
  }

  @Override
  public RunId id() {
    return id;
  }

  @Override
  public RunId root() {
    return id;
  }

  @Override
  public Plan plan() {
    return plan;
  }

  @Override
  public Ended ended(StepKey step) {
    boolean isPlanned =
        plan.steps().containsKey(StepKey.of(step.node())) || plan.steps().containsKey(step);
    return ends.getOrDefault(step.toString(), isPlanned ? Ended.WELL : Ended.NOT_WELL);
  }

  @Override
  public List<String> mappingKeys(StepKey fanOut) {
    return keys.getOrDefault(fanOut.toString(), List.of());
  }

  @Override
  public Value output(StepKey step, String output) {
    return ended(step) == Ended.WELL && !missing.contains(step + "." + output)
        ? new Value.Stored(
            new OutputAddress.OfStep(id, step, output),
            Optional.ofNullable(plan.versions().get(StepKey.of(step.node()))))
        : new Value.Missing("it was never stored");
  }
}
