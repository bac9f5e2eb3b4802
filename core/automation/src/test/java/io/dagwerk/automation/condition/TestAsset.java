package io.dagwerk.automation.condition;

import io.dagwerk.automation.condition.ConditionAsset.ConditionCheck;
import io.dagwerk.automation.condition.ConditionAsset.Read;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Condition;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.Partitions;
import io.dagwerk.selection.SelectionGraph.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// An asset, said in one line.
final class TestAsset {
  private final String name;
  private String location = "main";
  private Optional<String> group = Optional.empty();
  private Optional<Partitions> partitions = Optional.empty();
  private Optional<Condition> condition = Optional.empty();
  private final List<Read> reads = new ArrayList<>();
  private final List<ConditionCheck> checks = new ArrayList<>();

  private TestAsset(String name) {
    this.name = name;
  }

  static TestAsset asset(String name) {
    return new TestAsset(name);
  }

  TestAsset in(String where) {
    location = where;
    return this;
  }

  TestAsset group(String of) {
    group = Optional.of(of);
    return this;
  }

  TestAsset by(Partitions definition) {
    partitions = Optional.of(definition);
    return this;
  }

  TestAsset reading(String... names) {
    for (String each : names) {
      reads.add(new Read(AssetKey.of(each), Optional.empty()));
    }
    return this;
  }

  TestAsset reading(String other, PartitionMapping mapping) {
    reads.add(new Read(AssetKey.of(other), Optional.of(mapping)));
    return this;
  }

  TestAsset checked(String check) {
    checks.add(new ConditionCheck(check, false, Optional.empty()));
    return this;
  }

  TestAsset blockedBy(String check) {
    checks.add(new ConditionCheck(check, true, Optional.empty()));
    return this;
  }

  TestAsset checkedWhen(String check, Condition when) {
    checks.add(new ConditionCheck(check, false, Optional.of(when)));
    return this;
  }

  TestAsset when(Condition when) {
    condition = Optional.of(when);
    return this;
  }

  ConditionAsset made() {
    return new ConditionAsset(
        AssetKey.of(name),
        location,
        partitions,
        reads,
        checks,
        condition,
        new Labels(Optional.of(location), group, List.of(), List.of(), new LinkedHashMap<>()));
  }
}
