package io.dagwerk.plan;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Known state as a test says it is. It is asked for nothing that was not announced.
final class FakeKnown implements KnownState {
  private final Set<String> materialized = new HashSet<>();
  private final Map<String, Plan.Reuse> stored = new LinkedHashMap<>();
  private final Set<OutputAddress.OfAsset> expectedValues = new HashSet<>();
  private final Set<String> expectedSteps = new HashSet<>();
  private Optional<String> data = Optional.of("data");
  final RunId run = RunId.createdAt(Instant.EPOCH);

  /// Knows assets and partitions by `a` or `a[2001-01-31]`.
  static FakeKnown materialized(String... values) {
    FakeKnown known = new FakeKnown();
    known.materialized.addAll(List.of(values));
    return known;
  }

  FakeKnown withData(String version) {
    data = Optional.of(version);
    return this;
  }

  FakeKnown withoutData() {
    data = Optional.empty();
    return this;
  }

  void materialize(String value) {
    materialized.add(value);
  }

  @Override
  public void expectValues(Collection<OutputAddress.OfAsset> values) {
    expectedValues.addAll(values);
  }

  @Override
  public void expectStored(SequencedMap<StepKey, String> versions) {
    versions.forEach((step, version) -> expectedSteps.add(step + "@" + version));
  }

  @Override
  public boolean isMaterialized(AssetKey asset, Optional<PartitionKey> partition) {
    OutputAddress.OfAsset value = new OutputAddress.OfAsset(asset, partition);
    if (!expectedValues.contains(value)) {
      throw new AssertionError("nobody said that '%s' would be asked about".formatted(value));
    }
    return materialized.contains(value.toString());
  }

  @Override
  public Optional<String> dataVersion(AssetKey asset, Optional<PartitionKey> partition) {
    return isMaterialized(asset, partition) ? data : Optional.empty();
  }

  @Override
  public Optional<Plan.Reuse> stored(StepKey step, String version) {
    if (!expectedSteps.contains(step + "@" + version)) {
      throw new AssertionError("nobody said that '%s' would be asked for".formatted(step));
    }
    return Optional.ofNullable(stored.get(step + "@" + version));
  }

  /// Takes all outputs of the step as stored under its version in the plan.
  void store(Plan plan, StepKey instance, String... mappingKeys) {
    Plan.Step step = plan.step(StepKey.of(instance.node()));
    String version = plan.versions().getOrDefault(step.key(), "");
    SequencedMap<String, OutputAddress> outputs = new LinkedHashMap<>();
    step.outputs()
        .forEach(output ->
            outputs.put(output.name(), new OutputAddress.OfStep(run, instance, output.name())));
    stored.put(
        instance + "@" + version,
        new Plan.Reuse(run, Optional.of(version), outputs, List.of(mappingKeys)));
  }

  /// The same without one of the outputs.
  void storeWithout(String output, Plan plan, StepKey instance) {
    store(plan, instance);
    stored.replaceAll((_, reuse) -> {
      SequencedMap<String, OutputAddress> outputs = new LinkedHashMap<>(reuse.outputs());
      outputs.remove(output);
      return new Plan.Reuse(reuse.origin(), reuse.version(), outputs, reuse.mappingKeys());
    });
  }

  void storeAll(Plan plan) {
    plan.steps().sequencedKeySet().forEach(key -> store(plan, key));
  }

  void forget(StepKey step) {
    stored.keySet().removeIf(each -> each.startsWith(step + "@"));
  }
}
